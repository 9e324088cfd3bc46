package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who runs a database ends with it, so that whoever supervises it starts both again. */
class DatabaseDeathTest {

  private static final int DATABASE_DEATH = 4;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Map<String, String> KEYS = Map.of("PIECEMEAL_API_KEYS", TestService.KEYS);

  private final Path data = TestService.newDataDirectory();

  @Test
  void theServiceEndsWithItsDatabaseAndHasAllThatWasAcknowledgedAfterTheNextStart()
      throws Exception {
    byte[] chunk = Bytes.patterned(300_000);
    String id;
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      id = service.caller(TestService.ALICE).openWith(chunk);
      server().orElseThrow().destroyForcibly();
      assertThat(service.exitCode()).isEqualTo(DATABASE_DEATH);
      assertThat(service.errors().lines().filter(line -> line.contains("ended with 137")))
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).contains("ERROR", "start it again", "server.log"));
    }
    try (ServiceProcess again = ServiceProcess.start(data, KEYS)) {
      assertThat(again.caller(TestService.ALICE).bytes(id)).isEqualTo(chunk);
    }
  }

  @Test
  void aStopThatTheDatabaseIsAskedForTooIsNoDeath() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data, KEYS, "--drain-delay=2s")) {
      Path log = data.resolve("postgres/server.log");
      service.terminate();
      Await.until("it stops", LONG, () -> service.errors().contains("stopping"));
      // As a supervisor does that signals all processes at once.
      server().orElseThrow().destroy();
      Await.until(
          "the database was asked",
          LONG,
          () -> Files.readString(log).contains("received smart shutdown request"));
      assertThat(service.exitCode()).isZero();
      assertThat(service.errors()).contains("stopped").doesNotContain("ended with");
    }
  }

  @Test
  void aCommandEndsWithTheDatabaseThatItRuns() throws Exception {
    CommandProcess command =
        new CommandProcess(List.of("keys", "create", "carol", "--data-dir=" + data), Map.of());
    Path errors = Files.createTempFile(data.getParent(), "keys", ".log");
    Process process =
        command
            .builder()
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Await.until("it uses its database", LONG, () -> server().filter(this::hasClient).isPresent());
      server().orElseThrow().destroyForcibly();
      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(DATABASE_DEATH);
      assertThat(Files.readString(errors)).contains("ended with 137", "server.log");
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean hasClient(ProcessHandle server) {
    return server.children().anyMatch(DatabaseDeathTest::servesClient);
  }

  /** PostgreSQL's processes say what they are by the words of their command line. */
  private static boolean servesClient(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .startsWith("postgres: piecemeal piecemeal");
    } catch (IOException e) {
      // It ended since.
      return false;
    }
  }

  private Optional<ProcessHandle> server() throws IOException {
    Path file = data.resolve("postgres/cluster/data/postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
        : Optional.empty();
  }
}
