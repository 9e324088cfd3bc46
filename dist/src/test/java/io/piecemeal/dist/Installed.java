package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.docs.Block;
import io.piecemeal.harness.docs.Tour;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Starts a package on this machine, takes the README's tour, and stops it. */
final class Installed {

  private static final Pattern KEY = Pattern.compile("pm_[A-Za-z0-9_-]{20,}");

  /** All that a stranger's machine has beside the package: no Java, no Maven. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");

  private Installed() {}

  /**
   * Starts it, follows the README, and stops it.
   *
   * @param program what is run; it serves on a port of its choice
   * @param more variables that it gets
   * @param work an empty folder
   */
  static void serves(List<String> program, Map<String, String> more, Path work) throws Exception {
    assertThat(exitCodeAfterServing(program, more, work)).as("exit code").isZero();
  }

  /** The same, where the program that is started is not the one that serves. */
  static int exitCodeAfterServing(List<String> program, Map<String, String> more, Path work)
      throws Exception {
    ProcessBuilder command = new ProcessBuilder(program);
    command.directory(work.toFile());
    command.environment().clear();
    command.environment().putAll(ENVIRONMENT);
    command.environment().putAll(more);
    Path log = work.resolve("service.log");
    try (Child service = Child.start(command, log, ServiceCommand.READY)) {
      int port = ServiceCommand.awaitPort(service);
      Tour.take(
          Block.commands(Path.of("..", "README.md")),
          Map.of("http://127.0.0.1:8080", "http://127.0.0.1:" + port, "pm_…", firstKey(log)),
          new ProcessBuilder().directory(work.toFile()));
      return service.end();
    }
  }

  /** Whether a command succeeds. */
  static boolean runs(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** Runs a command, which succeeds, and returns what it said. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exit = process.waitFor();
      String said = Files.readString(output);
      assertThat(exit).as("%s: %s", List.of(command), said).isZero();
      return said;
    } finally {
      Files.delete(output);
    }
  }

  /** It is printed before the line that says that the service is ready. */
  private static String firstKey(Path log) throws IOException {
    return KEY.matcher(Files.readString(log))
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }
}
