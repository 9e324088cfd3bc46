package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server, found by its process id, that is no child of this process. */
record Postmaster(ProcessHandle handle, Path data) {

  /**
   * The server with this process id, if that process really is the server of this data directory:
   * the id may have gone to any other program since it was written down.
   */
  static Optional<Postmaster> find(long pid, Path data) {
    return ProcessHandle.of(pid)
        .map(handle -> new Postmaster(handle, data))
        .filter(Postmaster::isRunning);
  }

  void stop() {
    if (!Shutdown.stop(handle.pid(), this::isRunning)) {
      throw new EmbeddedPostgresException(
          "A PostgreSQL server that an earlier process left behind, pid %d, still runs on %s: stop it by hand (kill -INT %d) and start again"
              .formatted(handle.pid(), data, handle.pid()));
    }
  }

  private boolean isRunning() {
    List<String> command = commandLine();
    return handle.isAlive()
        && command.getFirst().endsWith("/postgres")
        && command.contains(data.toString());
  }

  /** Never empty. Readable for every account, unlike the other facts about a process. */
  private List<String> commandLine() {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "cmdline"));
      return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException _) {
      // The process ended since.
      return List.of("");
    }
  }
}
