package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Command() {}

  /** What a program said, on both streams, and how it ended. */
  record Result(int exitCode, String output) {

    boolean succeeded() {
      return exitCode == 0;
    }

    String firstLine() {
      return output.lines().findFirst().orElse("exit code " + exitCode);
    }
  }

  /** Like {@link #run}, without input; a program that cannot even be started is a result, too. */
  static Result tryRun(List<String> command, Path workingDirectory) {
    try {
      return run(command, workingDirectory, "");
    } catch (IOException failure) {
      return new Result(-1, String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Runs a program, for at most {@link #LIMIT}, after which it is killed.
   *
   * @param input what it reads from its standard input; short enough for the buffer of a pipe
   * @throws IOException if it cannot be started
   */
  static Result run(List<String> command, Path workingDirectory, String input) throws IOException {
    Process process = Programs.prepare(command, workingDirectory).start();
    CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> kill(process));
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.onExit().join().exitValue(), output);
  }

  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
