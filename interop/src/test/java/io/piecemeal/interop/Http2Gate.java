package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ServiceCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 with the clients that others use, and under attack, on a heap of 64 MB. */
class Http2Gate {

  private static final String OTHER_KEY = "another-key-of-at-least-32-characters";

  @TempDir private static Path work;

  private static Certificate certificate;
  private static PackagedService service;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.in(work);
    service =
        PackagedService.startSmall(
            Files.createDirectory(work.resolve("service")), certificate, OTHER_KEY);
  }

  @AfterAll
  static void stop() {
    // Where the tests are skipped, nothing was started.
    if (service != null) {
      service.close();
    }
  }

  private static String url() {
    return "https://localhost:" + service.port();
  }

  @Test
  void curlSendsAndReadsAFile() throws Exception {
    Path curl = Proxy.program("curl");
    Path file = work.resolve("file");
    byte[] bytes = new byte[20 << 20];
    Files.write(file, bytes);
    List<String> base =
        List.of(
            curl.toString(),
            "--silent",
            "--fail-with-body",
            "--http2",
            "--cacert",
            certificate.chain().toString(),
            "--header",
            ServiceCommand.AUTHORIZATION,
            "--write-out",
            " over HTTP/%{http_version}");
    String stored = curl(base, "--form", "file=@" + file, url() + "/files");
    assertThat(stored).endsWith(" over HTTP/2");
    String id = stored.replaceAll("(?s).*\"file_id\":\"([a-z2-7]+)\".*", "$1");
    Path read = work.resolve("read");
    curl(base, "--output", read.toString(), url() + "/files/" + id + "/content");
    assertThat(read).hasBinaryContent(bytes);
  }

  private static String curl(List<String> base, String... more) throws Exception {
    return Programs.run(work, Map.of(), Stream.concat(base.stream(), Stream.of(more)).toList());
  }

  @Test
  void nodeIsServedAndSoAreOthersUnderAttack() throws Exception {
    Path node = Proxy.program("node");
    Path script = PackagedService.home().resolve("interop/src/test/node/http2.mjs");
    String said =
        Programs.run(
            work,
            Map.of(
                "PIECEMEAL_TEST_URL",
                url(),
                "PIECEMEAL_TEST_KEY",
                ServiceCommand.KEY,
                "PIECEMEAL_TEST_OTHER_KEY",
                OTHER_KEY,
                "PIECEMEAL_TEST_PID",
                Long.toString(service.pid()),
                "PIECEMEAL_TEST_CA",
                certificate.chain().toString()),
            List.of(node.toString(), script.toString()));
    System.out.print(said);
    assertThat(said).endsWith("afterwards: the file is what it was\n");
    String log = Files.readString(work.resolve("service/service.log"));
    assertThat(log).doesNotContain("OutOfMemory", "ERROR");
  }
}
