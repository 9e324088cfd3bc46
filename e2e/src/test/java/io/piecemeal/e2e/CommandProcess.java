package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own. */
record CommandProcess(List<String> arguments, Map<String, String> environment) {

  private static final int PATIENCE_SECONDS = 600;

  /** {@code serve} on any free port. */
  static CommandProcess serve(Path dataDirectory, Map<String, String> environment, String... more) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data-dir=" + dataDirectory));
    if (List.of(more).stream().noneMatch(option -> option.startsWith("--port"))
        && !environment.containsKey("PIECEMEAL_PORT")) {
      arguments.add("--port=0");
    }
    arguments.addAll(List.of(more));
    return new CommandProcess(arguments, environment);
  }

  /** {@code keys …}, which has to succeed; gives what it printed. */
  static String keys(Path dataDirectory, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.add("--data-dir=" + dataDirectory);
    Result result = new CommandProcess(all, Map.of()).run();
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.output();
  }

  ProcessBuilder builder() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    // Such a process ends long before the second compiler would pay off.
    command.add("-XX:TieredStopAtLevel=1");
    String options = environment.getOrDefault("PIECEMEAL_JAVA_OPTS", "");
    if (!options.isEmpty()) {
      command.addAll(List.of(options.split(" ", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.piecemeal.bootstrap.Main");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PIECEMEAL_"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs it to its end, which it has to reach by itself. */
  Result run() throws IOException, InterruptedException {
    File output = Files.createTempFile("piecemeal", ".out").toFile();
    File errors = Files.createTempFile("piecemeal", ".err").toFile();
    Process process = builder().redirectOutput(output).redirectError(errors).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + arguments);
      }
      return new Result(
          process.exitValue(),
          Files.readString(output.toPath()),
          Files.readString(errors.toPath()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output.toPath());
      Files.delete(errors.toPath());
    }
  }

  /** How it ended. */
  record Result(int exitCode, String output, String errors) {}
}
