package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.interop.NodePackages.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the IETF's resumable uploads as others use them. */
class IetfGate {

  private static final long BYTES = 30L << 20;

  @TempDir private Path work;

  @Test
  void tusJsClientUploadsInBothRevisionsThatItSpeaks() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    try (PackagedService service = PackagedService.start(work)) {
      packages.script("ietf.mjs", service.environment()).requireSuccess();
    }
  }

  @Test
  void curlShowsWhatIsAnnouncedWhileItUploads() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    assumeTrue(hasCurl(packages), "skipped: there is no curl");
    Path file = work.resolve("file.bin");
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(BYTES);
    }
    try (PackagedService service = PackagedService.start(work)) {
      Map<String, String> environment = service.environment();
      Outcome outcome =
          packages.run(
              List.of(
                  "curl",
                  "--silent",
                  "--show-error",
                  "--verbose",
                  "--request",
                  "POST",
                  "--upload-file",
                  file.toString(),
                  "--header",
                  "Authorization: Bearer " + environment.get("PIECEMEAL_TEST_KEY"),
                  "--header",
                  "Upload-Draft-Interop-Version: 8",
                  "--header",
                  "Upload-Complete: ?1",
                  "--url",
                  environment.get("PIECEMEAL_TEST_URL") + "/files"),
              Map.of());

      assertThat(outcome.code()).as(outcome.output()).isZero();
      assertThat(outcome.output())
          .contains("< HTTP/1.1 104 Upload Resumption Supported", "\"status\":\"complete\"")
          .containsPattern("(?i)< location: /rufh/[a-z2-7]{32}")
          .containsPattern("(?i)< upload-offset: [1-9][0-9]+\\s+< ");
      assertThat(outcome.output().split("HTTP/1.1 104", -1).length).isGreaterThan(3);
    }
  }

  private static boolean hasCurl(NodePackages packages) {
    try {
      return packages.run(List.of("curl", "--version"), Map.of()).code() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
