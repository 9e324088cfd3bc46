package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script that the README tells people to start with, against what stands before a service. */
class UploadScriptTest {

  private static final Path SCRIPT = script();

  @TempDir private Path folder;

  private static Path script() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.of(here, here.resolve(".."))
        .map(root -> root.resolve("examples/upload.py"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  /** The oldest Python that the script is for, if it is there, and the usual one. */
  static List<String> pythons() {
    List<String> found =
        Stream.of("python3.8", "python3").filter(UploadScriptTest::isThere).toList();
    return found.isEmpty() ? List.of("none") : found;
  }

  private static boolean isThere(String python) {
    try {
      return run(Map.of(), python, "--version").code() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Outcome(int code, String output) {}

  private static Outcome run(Map<String, String> environment, String... command)
      throws IOException {
    File log = File.createTempFile("upload-script", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(log).start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + Files.readString(log.toPath()));
      }
      return new Outcome(process.exitValue(), Files.readString(log.toPath()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(log.toPath());
    }
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void saysHowItIsUsedAndWhatItCannotRead(String python) throws Exception {
    assumeTrue(!python.equals("none"), "skipped: there is no python3");
    Outcome help = run(Map.of("PIECEMEAL_KEY", "x"), python, SCRIPT.toString(), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.output()).contains("Usage: PIECEMEAL_KEY=").doesNotContain("Traceback");
    Path none = folder.resolve("none");
    Outcome unread = run(Map.of("PIECEMEAL_KEY", "x"), python, SCRIPT.toString(), none.toString());
    assertThat(unread.code()).isEqualTo(1);
    assertThat(unread.output()).startsWith("cannot read " + none).doesNotContain("Traceback");
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("big.bin"), content);
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void uploadsThroughTlsBelowAPathWithSmallLimitsAndRefusals(String python) throws Exception {
    assumeTrue(!python.equals("none"), "skipped: there is no python3");
    byte[] content = Bytes.patterned(2_500_000);
    try (InProcessService service =
            TestService.alone(TestService.newDataDirectory(), "--max-chunk=1MiB");
        TlsFrontDoor door = TlsFrontDoor.before(service.port(), folder, "/some/where")) {
      Caller alice = new Caller(service.port(), TestService.ALICE);

      Outcome outcome =
          run(
              Map.of(
                  "PIECEMEAL_KEY",
                  TestService.ALICE,
                  "SSL_CERT_FILE",
                  door.certificate().toString()),
              python,
              SCRIPT.toString(),
              file(content).toString(),
              door.url());

      assertThat(outcome.code()).as(outcome.output()).isZero();
      List<Map<String, Object>> files = alice.get("/files").is(200).data();
      assertThat(files).as("the answer to the first opening was lost").hasSize(1);
      assertThat(files.getFirst())
          .containsEntry("filename", "big.bin")
          .containsEntry("status", "complete")
          .containsEntry("chunks", 3);
      assertThat(alice.bytes((String) Json.require(files.getFirst(), "file_id")))
          .isEqualTo(content);
      assertThat(door.refused()).isPositive();
    }
  }

  @Test
  void tellsNobodyTheKeyWhoseCertificateIsNotTrusted() throws Exception {
    assumeTrue(!pythons().contains("none"), "skipped: there is no python3");
    try (TlsFrontDoor door = TlsFrontDoor.before(TestService.port(), folder, "")) {
      Outcome outcome =
          run(
              Map.of("PIECEMEAL_KEY", TestService.ALICE, "PIECEMEAL_URL", door.url()),
              pythons().getLast(),
              SCRIPT.toString(),
              file(Bytes.utf8("abc")).toString());

      assertThat(outcome.code()).isNotZero();
      assertThat(outcome.output()).contains("certificate is not trusted");
      assertThat(door.refused()).isZero();
    }
  }

  @Test
  void needsNoNewerPythonThanItSays() throws Exception {
    assumeTrue(!pythons().contains("none"), "skipped: there is no python3");
    String source = Files.readString(SCRIPT);
    assertThat(source).doesNotContain("file_digest", "removeprefix", "fromisoformat", "match ");

    Outcome outcome =
        run(
            Map.of(),
            pythons().getLast(),
            "-c",
            "import ast,sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))",
            SCRIPT.toString());

    assertThat(outcome.code()).as(outcome.output()).isZero();
  }
}
