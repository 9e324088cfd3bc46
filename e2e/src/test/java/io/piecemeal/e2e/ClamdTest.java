package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Eicar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are scanned by ClamAV's own daemon, where it is installed. */
class ClamdTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The path of a socket is bounded. */
  @TempDir private Path folder;

  private static String complete(Caller who, byte[] content) {
    String id = who.openWith(content);
    who.post("/uploads/" + id + "/complete", "{}").is(200);
    return id;
  }

  private static Map<String, Object> scan(Caller who, String id) throws Exception {
    Await.until(
        "scan of " + id,
        PATIENCE,
        () ->
            !"scanning"
                .equals(who.get("/files/" + id + "?wait=10").is(200).object("scan").get("state")));
    return who.find(id).is(200).object("scan");
  }

  @Test
  void whatItSaysIsWhatBecomesOfFiles() throws Exception {
    Path socket = folder.resolve("clamd.ctl");
    String waiting;
    try (Clamd clamd = Clamd.start(folder, socket);
        InProcessService service =
            TestService.alone(TestService.newDataDirectory(), "--scanner", "unix:" + socket)) {
      Caller alice = new Caller(service.port(), TestService.ALICE);
      String harmless = complete(alice, Bytes.patterned(300_000));
      assertThat(scan(alice, harmless)).containsEntry("state", "passed");
      assertThat(alice.bytes(harmless)).isEqualTo(Bytes.patterned(300_000));

      String harmful = complete(alice, Eicar.bytes());
      assertThat(scan(alice, harmful))
          .containsEntry("state", "quarantined")
          .containsEntry("finding", "Eicar-Test-Signature.UNOFFICIAL");
      alice.content(harmful).isProblem(403, "quarantined");

      assertThat(scan(alice, complete(alice, new byte[900_000])))
          .containsEntry("finding", "Heuristics.Limits.Exceeded.MaxFileSize");
      assertThat(scan(alice, complete(alice, new byte[3_000_000])))
          .containsEntry("finding", "INSTREAM size limit exceeded");

      clamd.stop();
      waiting = complete(alice, Bytes.utf8("harmless"));
      alice.content(waiting).isProblem(409, "scanning");
      try (Clamd _ = Clamd.start(folder, socket)) {
        assertThat(scan(alice, waiting)).containsEntry("state", "passed");
      }
    }
  }
}
