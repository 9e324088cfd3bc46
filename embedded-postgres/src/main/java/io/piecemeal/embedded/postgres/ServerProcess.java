package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/** A server that is a child of this process. */
final class ServerProcess {

  /** How long a server that has ended may take to fill its log. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final String jdbcUrl;
  private final Watchdog watchdog;
  private final Thread log;

  private ServerProcess(Process process, String jdbcUrl, Watchdog watchdog, Thread log) {
    this.process = process;
    this.jdbcUrl = jdbcUrl;
    this.watchdog = watchdog;
    this.log = log;
  }

  /** Makes the watchdog of a server with this process id. */
  @FunctionalInterface
  interface Guard {
    Watchdog watch(long pid) throws IOException;
  }

  static ServerProcess launch(
      List<String> command, Path workingDirectory, String jdbcUrl, Guard guard, ServerLog log)
      throws IOException {
    Process process = Programs.prepare(Programs.inItsOwnSession(command), workingDirectory).start();
    Thread drain = log.drain(process.getInputStream());
    process.getOutputStream().close();
    try {
      return new ServerProcess(process, jdbcUrl, guard.watch(process.pid()), drain);
    } catch (IOException failure) {
      Shutdown.stop(process.pid(), process::isAlive);
      throw failure;
    }
  }

  String jdbcUrl() {
    return jdbcUrl;
  }

  long pid() {
    return process.pid();
  }

  /** Of the process that stops the server should this one be killed. */
  long watchdogPid() {
    return watchdog.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells the exit code, on a thread of its own: the common pool may have none left. */
  void onExit(IntConsumer action) {
    Thread.ofPlatform()
        .daemon()
        .name("postgres-exit")
        .start(
            () -> {
              try {
                action.accept(process.waitFor());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Does nothing if it has ended already. */
  void stop() {
    if (!Shutdown.stop(process.pid(), process::isAlive)) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL, pid %d, does not end, not even by SIGKILL: look for a disk that hangs"
              .formatted(process.pid()));
    }
    watchdog.close();
    Waiting.until(() -> !log.isAlive(), LAST_WORDS);
  }
}
