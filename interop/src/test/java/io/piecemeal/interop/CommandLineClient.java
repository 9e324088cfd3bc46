package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./piecemeal put} and the others, as they were just packaged, each run in a process of its
 * own.
 *
 * @param home where settings and state of the user are
 */
record CommandLineClient(Path home, String url) {

  private static final int PATIENCE_MINUTES = 10;

  static Path jar() {
    Path jar = PackagedService.home().resolve("cli/target/cli/piecemeal-cli.jar");
    assumeTrue(Files.isRegularFile(jar), "skipped: the commands are not packaged: mvn verify does");
    return jar;
  }

  ProcessBuilder command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Programs.java(), "-XX:+UseSerialGC", "-Xmx512m", "-jar", jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("PIECEMEAL_.*|XDG_.*"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PIECEMEAL_URL", url);
    builder.environment().put("PIECEMEAL_KEY", ServiceCommand.KEY);
    return builder.redirectErrorStream(true);
  }

  /** Runs it to its end. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    return Outcome.of(command(arguments).start());
  }

  /** How a run ended. */
  record Outcome(int code, String said) {

    static Outcome of(Process process) throws IOException, InterruptedException {
      try {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          throw new AssertionError("still running, after " + said);
        }
        return new Outcome(process.exitValue(), said);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
