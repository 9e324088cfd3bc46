package io.piecemeal.embedded.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How every program of ours is started. */
final class Programs {

  private static final String PATH =
      System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");

  private Programs() {}

  /**
   * A program that inherits nothing but the search path: this process's environment may hold
   * secrets, and {@code PG*} or {@code LC_*} variables would change what PostgreSQL does.
   */
  static ProcessBuilder prepare(List<String> command, Path workingDirectory) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(workingDirectory.toFile());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(Map.of("PATH", PATH, "LC_ALL", "C", "TZ", "UTC"));
    return builder;
  }

  /** A terminal sends Ctrl-C to its whole session; the server shall outlive our last requests. */
  static List<String> inItsOwnSession(List<String> command) {
    return isInstalled("setsid")
        ? Stream.concat(Stream.of("setsid", "--"), command.stream()).toList()
        : command;
  }

  static boolean isInstalled(String program) {
    return Stream.of(PATH.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
