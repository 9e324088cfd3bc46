package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Starts the server on a database that nothing else runs. */
record ServerStart(
    DatabaseDirectory directory,
    Binaries binaries,
    RunAs runAs,
    Cluster cluster,
    SocketFolder sockets,
    Listening listening,
    Duration patience) {

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** What the server says when a later attempt, with another port, may succeed. */
  private static final List<String> PASSING =
      List.of(
          // Another process took the port between our choice and the server's use of it.
          "could not create any TCP/IP sockets",
          // A server whose parent was killed right after starting it had not yet written its file.
          "lock file \"postmaster.pid\" already exists",
          // Backends whose server was killed are about to notice that.
          "is still in use");

  ServerProcess run() throws IOException {
    ServerLog log = ServerLog.begin(directory.log());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ServerProcess server = launch(log);
      if (becomesReady(server)) {
        return server;
      }
      if (PASSING.stream().noneMatch(log.tail()::contains)) {
        break;
      }
      Waiting.until(() -> false, PAUSE);
      Leftover.stop(cluster.data());
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL did not start on %s, where %d bytes are free. Mend what it names and start again, or set PIECEMEAL_DATABASE_URL. The end of %s:%n%s"
            .formatted(
                cluster.data(),
                Files.getFileStore(cluster.data()).getUsableSpace(),
                directory.log(),
                log.tail()));
  }

  private ServerProcess launch(ServerLog log) throws IOException {
    int port = listening.ports().next();
    AccessRules access = AccessRules.writeFor(cluster, runAs.account());
    List<String> command =
        runAs.command(
            binaries.postgres(),
            ServerArguments.of(cluster.data(), access, sockets, listening.addresses(), port));
    String jdbcUrl =
        listening.usesTcp()
            ? Cluster.jdbcUrl(port)
            : Cluster.jdbcUrl(SocketFolder.socket(sockets.path(), port));
    return ServerProcess.launch(command, directory.path(), jdbcUrl, this::guard, log);
  }

  private Watchdog guard(long pid) throws IOException {
    return Watchdog.over(pid, cluster.data(), sockets, runAs, directory.path());
  }

  /** Whether it does; if not, it is stopped. */
  private boolean becomesReady(ServerProcess server) throws IOException {
    PidFile file = PidFile.of(cluster.data());
    boolean ready = false;
    try {
      Waiting.until(() -> !server.isAlive() || file.saysReady(server.pid()), patience);
      ready = server.isAlive() && file.saysReady(server.pid());
      return ready;
    } finally {
      if (!ready) {
        server.stop();
      }
    }
  }
}
