package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Files whose time is over: gone for a day, then missing; bytes go before rows and after downloads.
 */
class ExpiryTest {

  private final Caller alice = Caller.alice();
  private final String id = alice.openWith(Bytes.utf8("hello"), Bytes.utf8("world"));

  @Test
  void fileIsGoneAsSoonAsItsTimeIsOver() throws Exception {
    try (InProcessService brief = TestService.beside("--retention=1s", "--max-lifetime=1s")) {
      Caller caller = new Caller(brief.port(), TestService.ALICE);
      String mayfly = caller.openWith(Bytes.utf8("x"));
      Await.until("it is gone", Duration.ofMinutes(5), () -> caller.find(mayfly).status() == 410);
    }
  }

  @Test
  void expiredFileIsGoneForEveryOperationBeforeAnySweep() {
    shift("expires_at", "1 hour");
    for (Answer answer :
        new Answer[] {
          alice.find(id),
          alice.content(id),
          alice.append(id, Bytes.utf8("x")),
          alice.post("/uploads/" + id + "/complete", "{}"),
          alice.get("/uploads/" + id + "/chunks"),
          alice.delete("/files/" + id)
        }) {
      answer.isProblem(410, "gone").has("last_size", 10);
    }
    assertThat(alice.get("/files").data()).noneMatch(file -> file.containsValue(id));
  }

  @Test
  void expiredFileIsStillGoneWhenItWasSweptAndMissingADayLater() {
    shift("expires_at", "23 hours");
    sweep(TestService.service());
    alice.find(id).isProblem(410, "gone").has("last_size", 10);
    shift("gone_since", "2 hours");
    sweep(TestService.service());
    alice.find(id).isProblem(404, "not-found");
    assertThat(rows("file")).isZero();
    assertThat(rows("chunk")).isZero();
  }

  @Test
  void bytesStayForDownloadsUnderWayAndGoBeforeTheFileIsForgotten() {
    Set<StoredObject> before = ObjectsOnDisk.ofTestService();
    alice.append(id, Bytes.patterned(20_000)).is(200);
    Set<StoredObject> objects = new HashSet<>(ObjectsOnDisk.ofTestService());
    objects.removeAll(before);
    assertThat(objects).hasSize(1);
    alice.delete("/files/" + id).is(204);
    sweep(TestService.service());
    assertThat(ObjectsOnDisk.ofTestService()).as("within the delay").containsAll(objects);
    try (InProcessService prompt = TestService.beside("--delete-delay=0s")) {
      sweep(prompt);
    }
    assertThat(ObjectsOnDisk.ofTestService())
        .as("after the delay")
        .doesNotContainAnyElementsOf(objects);
    alice.find(id).isProblem(410, "gone").has("last_size", 20_010);
    assertThat(rows("file")).isEqualTo(1);
  }

  @Test
  void fileThatIsNotOverIsNotSwept() {
    sweep(TestService.service());
    assertThat(alice.bytes(id)).asString().isEqualTo("helloworld");
  }

  @Test
  void expiryNeverPassesTheCapOfAFilesLife() {
    TestService.sql()
        .update(
            "UPDATE file SET created_at = created_at - interval '6d 23h' WHERE file_id = ?", id);
    Answer appended = alice.append(id, Bytes.utf8("!")).is(200);
    assertThat(Duration.between(time(appended, "created_at"), time(appended, "expires_at")))
        .isEqualTo(Duration.ofDays(7));
  }

  private static Instant time(Answer answer, String name) {
    return Instant.parse(answer.text(name));
  }

  /** Makes it that much ago, as far as the file is concerned. */
  private void shift(String column, String ago) {
    String set =
        column.equals("expires_at")
            ? "expires_at = now() - interval '%1$s',"
                + " expiry_hour = floor(extract(epoch FROM now() - interval '%1$s') / 3600)"
            : column + " = " + column + " - interval '%1$s'";
    TestService.sql().update("UPDATE file SET " + set.formatted(ago) + " WHERE file_id = ?", id);
  }

  private long rows(String table) {
    return TestService.sql().number("SELECT count(*) FROM " + table + " WHERE file_id = ?", id);
  }

  private static void sweep(InProcessService service) {
    SweepFiles sweeper = service.bean(SweepFiles.class);
    boolean more = true;
    while (more) {
      more = sweeper.sweep().didAnything();
    }
  }
}
