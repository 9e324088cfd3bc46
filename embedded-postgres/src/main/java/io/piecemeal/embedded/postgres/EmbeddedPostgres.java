package io.piecemeal.embedded.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * A running PostgreSQL server, a child of this process, that listens on a Unix-domain socket in a
 * folder of its own, which no other account can enter, and keeps its data in one directory.
 *
 * <p>A transaction whose commit was acknowledged survives everything but the loss of the disk:
 * fsync is on, and a start after a kill of this process, of the server or of the machine recovers
 * it.
 *
 * <p>Instances are safe for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Duration RECOVERY = Duration.ofMinutes(10);

  private final DirectoryLock lock;
  private final ServerProcess server;
  private final SocketFolder sockets;
  private final Password password;
  private volatile boolean endIsExpected;

  EmbeddedPostgres(
      DirectoryLock lock, ServerProcess server, SocketFolder sockets, Password password) {
    this.lock = lock;
    this.server = server;
    this.sockets = sockets;
    this.password = password;
  }

  /**
   * Starts the database of a directory and returns when it accepts connections.
   *
   * <p>The directory is made, with mode 700, if it is absent, and then belongs to the database
   * alone: binaries, data, password and log live in it. The first start takes a few seconds. A
   * server that an earlier process left running there is shut down first. As root, the server runs
   * under the account that owns the data, else under {@code postgres} or {@code nobody}, without
   * any right of root. Where no such account can enter the directory, it runs in a user namespace,
   * without capabilities but with access to the files that root owns.
   *
   * <p>Only the owner of the database can log in, never the superuser.
   *
   * <p>The server is in a session of its own, so that Ctrl-C in a terminal reaches this process
   * only. No shutdown hook is registered: the caller closes what it started. If this process ends
   * without that, even by SIGKILL, the server is shut down all the same, in the background.
   *
   * @throws EmbeddedPostgresException if another process, or another part of this one, already runs
   *     the database of this directory; if there are no binaries for this platform; or if the
   *     server does not get ready, in which case the message ends with the last lines of its log.
   *     Nothing that was started goes on running then.
   */
  public static EmbeddedPostgres start(Path directory) {
    return start(directory, RECOVERY);
  }

  /**
   * The same with a bound for the time that the server itself takes to get ready.
   *
   * @param patience long enough for a recovery after a crash, which replays up to 1 GB of log and
   *     must not be cut short
   */
  public static EmbeddedPostgres start(Path directory, Duration patience) {
    return Startup.of(directory, patience, Listening.onSocketOnly()).run();
  }

  /**
   * The same for tests and harnesses that have to look at the connections or reach the server by
   * other programs: it listens on a port of 127.0.0.1 too, and {@link #jdbcUrl()} leads there. Each
   * account of this machine can connect, though not log in.
   */
  public static EmbeddedPostgres startOnLoopback(Path directory, Ports ports) {
    return Startup.of(directory, RECOVERY, Listening.onLoopbackToo(ports)).run();
  }

  /**
   * The URL for the PostgreSQL JDBC driver, without user and password. It may change at every
   * start. It names a class of this module, which the driver loads.
   */
  public String jdbcUrl() {
    return server.jdbcUrl();
  }

  /** The role that owns the database. It is no superuser. */
  public String user() {
    return Cluster.USER;
  }

  /** The password of {@link #user()}. It stays the same for the life of the directory. */
  public String password() {
    return password.value();
  }

  /**
   * Whether the server is still running. It is not after {@link #close()} or a crash of its own.
   */
  public boolean isAlive() {
    return server.isAlive();
  }

  /**
   * Calls, once and on a thread of its own, if the server ends although nobody asked for that here:
   * it was killed, as for want of memory, or gave up. What it acknowledged is there after the next
   * start.
   *
   * @param action is told the exit code, 128 and the number of the signal for a server that was
   *     killed
   */
  public void onDeath(IntConsumer action) {
    server.onExit(
        code -> {
          if (!endIsExpected) {
            action.accept(code);
          }
        });
  }

  /**
   * Says that this process is about to stop: whoever asks it to may ask the server as well. From
   * now on its end is no death.
   */
  public void expectEnd() {
    endIsExpected = true;
  }

  /**
   * Shuts the server down: open transactions are rolled back, connections are closed, and after a
   * final checkpoint the next start needs no recovery. Takes at most some 40 seconds, after which
   * the server has been killed. Does nothing if it is closed already.
   *
   * @throws EmbeddedPostgresException if the server outlives even that; the directory then stays
   *     locked until this process ends
   */
  @Override
  public synchronized void close() {
    expectEnd();
    server.stop();
    sockets.close();
    lock.close();
  }

  @Override
  public String toString() {
    return "EmbeddedPostgres[" + jdbcUrl() + ", pid " + server.pid() + "]";
  }
}
