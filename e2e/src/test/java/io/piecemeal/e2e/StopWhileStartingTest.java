package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A start that is asked to stop does so, as a service that runs: supervisors see no failure. */
class StopWhileStartingTest {

  private static final Duration LONG = Duration.ofMinutes(3);

  private final Path data = TestService.newDataDirectory().resolve("data");

  @Test
  void aStartThatWaitsForItsDatabaseEndsWith0() throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:%d/piecemeal".formatted(FreePort.find());
    Path errors = Files.createTempFile("serve", ".err");
    stopOnce(
        () -> Files.readString(errors).contains("waiting up to"),
        errors,
        Map.of("PIECEMEAL_DATABASE_URL", url));
  }

  @Test
  void aStartOfItsOwnDatabaseEndsWith0AndLeavesNothingThatHindersTheNext() throws Exception {
    Path pid = data.resolve("postgres/cluster/data/postmaster.pid");
    stopOnce(
        () -> Files.exists(pid) && Files.readString(pid).contains("ready"),
        Files.createTempFile("serve", ".err"),
        Map.of());
    try (ServiceProcess service =
        ServiceProcess.start(data, Map.of("PIECEMEAL_API_KEYS", TestService.KEYS))) {
      service.caller(TestService.ALICE).open();
    }
  }

  private void stopOnce(Callable<Boolean> condition, Path errors, Map<String, String> environment)
      throws Exception {
    Process process =
        CommandProcess.serve(data, environment)
            .builder()
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Await.until("it starts: " + errors, LONG, () -> condition.call() || !process.isAlive());
      process.destroy();
      assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      assertThat(Files.readString(errors))
          .contains("stopping", "stopped")
          .doesNotContain("ERROR", "piecemeal: ");
    } finally {
      process.destroyForcibly();
    }
  }
}
