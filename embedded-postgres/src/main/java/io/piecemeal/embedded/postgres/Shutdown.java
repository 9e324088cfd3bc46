package io.piecemeal.embedded.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The ways to end a PostgreSQL server, the kindest first. */
enum Shutdown {
  /** Rolls back, disconnects, writes a checkpoint. */
  FAST("INT", Duration.ofSeconds(30)),
  /** Leaves the rest to recovery at the next start. */
  IMMEDIATE("QUIT", Duration.ofSeconds(5)),
  KILL("KILL", Duration.ofSeconds(5));

  private static final Path ANYWHERE = Path.of("/");

  private final String signal;
  private final Duration patience;

  Shutdown(String signal, Duration patience) {
    this.signal = signal;
    this.patience = patience;
  }

  /**
   * Tries one way after the other.
   *
   * @return whether it runs no more
   */
  static boolean stop(long pid, BooleanSupplier isRunning) {
    for (Shutdown way : values()) {
      if (!isRunning.getAsBoolean()) {
        return true;
      }
      way.send(pid);
      Waiting.until(() -> !isRunning.getAsBoolean(), way.patience);
    }
    return !isRunning.getAsBoolean();
  }

  /**
   * Java itself sends only TERM, for which PostgreSQL waits until every client has left, and KILL.
   * A signal that does not arrive shows in the server's going on.
   */
  private void send(long pid) {
    Command.tryRun(
        List.of("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid)), ANYWHERE);
  }
}
