package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code postmaster.pid} that a server writes into its data directory. */
record PidFile(Path path) {

  private static final int PORT_LINE = 3;
  private static final int SOCKET_FOLDER_LINE = 4;
  private static final int ADDRESS_LINE = 5;
  private static final int STATUS_LINE = 7;

  /** More than Linux ever gives out, so there is no such process. */
  private static final int NO_PROCESS = Integer.MAX_VALUE;

  static PidFile of(Path data) {
    return new PidFile(data.resolve("postmaster.pid"));
  }

  /** The process that wrote the file; empty without a file, or if it cannot be told. */
  Optional<Long> pid() throws IOException {
    return lines().stream()
        .findFirst()
        .map(String::strip)
        .filter(PidFile::isNumber)
        .map(Long::valueOf);
  }

  /** How the server is reached that wrote the file, once it is ready. */
  String jdbcUrl() throws IOException {
    List<String> lines = lines();
    int port = Integer.parseInt(lines.get(PORT_LINE).strip());
    return lines.get(ADDRESS_LINE).isBlank()
        ? Cluster.jdbcUrl(SocketFolder.socket(socketFolder(), port))
        : Cluster.jdbcUrl(port);
  }

  /** Where the socket is of the server that wrote the file, once it is ready. */
  Path socketFolder() throws IOException {
    return Path.of(lines().get(SOCKET_FOLDER_LINE));
  }

  /** Whether the server with this process id says that it accepts connections. */
  boolean saysReady(long pid) throws IOException {
    List<String> lines = lines();
    return lines.size() > STATUS_LINE
        && lines.getFirst().equals(Long.toString(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /**
   * Makes a file whose server is gone harmless, even if its process id is some other process's now.
   * The rest of the file stays: by the memory segment that it names, PostgreSQL recognizes backends
   * that outlived their server.
   */
  void disown() throws IOException {
    List<String> lines = lines();
    if (pid().isEmpty()) {
      Files.deleteIfExists(path);
    } else {
      String rest = String.join("\n", lines.subList(1, lines.size()));
      Files.writeString(path, NO_PROCESS + "\n" + rest + "\n");
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("[1-9][0-9]{0,9}");
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(path);
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
