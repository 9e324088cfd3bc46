package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A server that is a child of this process. */
final class ServerProcess {

  /** How long a server that has ended may take to fill its log. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final int port;
  private final Thread log;

  private ServerProcess(Process process, int port, Thread log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  static ServerProcess launch(List<String> command, Path workingDirectory, int port, ServerLog log)
      throws IOException {
    Process process = Programs.prepare(inItsOwnSession(command), workingDirectory).start();
    Thread drain = log.drain(process.getInputStream());
    process.getOutputStream().close();
    return new ServerProcess(process, port, drain);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Does nothing if it has ended already. */
  void stop() {
    if (!Shutdown.stop(process.pid(), process::isAlive)) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL, pid %d, does not end, not even by SIGKILL: look for a disk that hangs"
              .formatted(process.pid()));
    }
    Waiting.until(() -> !log.isAlive(), LAST_WORDS);
  }

  /** A terminal sends Ctrl-C to its whole session; the server shall outlive our last requests. */
  private static List<String> inItsOwnSession(List<String> command) {
    return Programs.isInstalled("setsid")
        ? Stream.concat(Stream.of("setsid", "--"), command.stream()).toList()
        : command;
  }
}
