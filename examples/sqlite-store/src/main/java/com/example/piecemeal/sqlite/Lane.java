package com.example.piecemeal.sqlite;

import io.piecemeal.domain.storage.StorageFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Threads that talk to the database for others. Who waits for one of them can give up, and holds no
 * carrier of virtual threads meanwhile, as SQLite's own code would. Each piece of work has a
 * connection to itself; one that failed is not used again.
 */
final class Lane implements AutoCloseable {

  /** Something to do with the database. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int BUSY_MILLIS = 500;
  private static final int COMMITS_PER_CHECKPOINT = 256;
  private static final Set<SQLiteErrorCode> CORRUPT =
      EnumSet.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
  private static final Set<SQLiteErrorCode> FAILED_SYNC =
      EnumSet.of(SQLiteErrorCode.SQLITE_IOERR_FSYNC, SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC);

  private final Path database;
  private final SQLiteConfig config = new SQLiteConfig();
  private final ExecutorService threads;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile SQLException failedSync;
  private int commits;

  Lane(Path database, String name, int width) {
    this.database = database;
    threads =
        Executors.newFixedThreadPool(width, Thread.ofPlatform().daemon().name(name).factory());
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
  }

  /** When a call that begins now has to have ended, in terms of {@link System#nanoTime()}. */
  static long deadline() {
    return deadline(PATIENCE);
  }

  static long deadline(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  /** Does the work, waits for it, and says in the terms of the ports why it failed. */
  <T> T call(long deadline, Work<T> work) {
    Future<T> answer = threads.submit(() -> untilNotBusy(deadline, work));
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw new StorageFailure.Unavailable(database + " did not answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted while waiting for " + database, e);
    }
  }

  /** Calls for bytes that were kept; a corrupt database has lost them. */
  <T> T read(Work<T> work) {
    try {
      return call(deadline(), work);
    } catch (StorageFailure.Unavailable e) {
      if (e.getCause() instanceof SQLException cause && CORRUPT.contains(primary(cause))) {
        throw new StorageFailure.Damaged(database + " is corrupt", cause);
      }
      throw e;
    }
  }

  /** Calls with a transaction around the work. */
  <T> T write(long deadline, boolean durable, Work<T> work) {
    return call(deadline, connection -> transaction(connection, durable, work));
  }

  /**
   * Only for lanes of one thread.
   *
   * @param durable whether the log is synced, and with it what any transaction wrote there before
   */
  <T> T transaction(Connection connection, boolean durable, Work<T> work) throws SQLException {
    execute(connection, "PRAGMA synchronous = " + (durable ? "FULL" : "NORMAL"));
    connection.setAutoCommit(false);
    T result = work.on(connection);
    connection.setAutoCommit(true);
    commits++;
    if (commits % COMMITS_PER_CHECKPOINT == 0) {
      execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }
    return result;
  }

  /** The last failure of a sync; null if there was none. */
  SQLException failedSync() {
    return failedSync;
  }

  /** Remembers a failure if it was a sync's, also where nobody waits for its work any more. */
  void noteFailure(SQLException e) {
    // The vendor's code in an SQLException is only the primary one.
    if (e instanceof SQLiteException told && FAILED_SYNC.contains(told.getResultCode())) {
      failedSync = e;
    }
  }

  /** Ends the threads and closes the connections; what is still under way loses its own. */
  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }

  private <T> T untilNotBusy(long deadline, Work<T> work) throws SQLException {
    while (true) {
      try {
        return once(work);
      } catch (SQLException e) {
        noteFailure(e);
        // Nothing was changed: a transaction finds out at its beginning.
        if (primary(e) != SQLiteErrorCode.SQLITE_BUSY || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    Connection connection = idle.poll();
    boolean usable = false;
    try {
      connection = connection == null ? connect() : connection;
      T result = work.on(connection);
      usable = !threads.isShutdown() && idle.add(connection);
      return result;
    } finally {
      if (!usable && connection != null) {
        connection.close();
      }
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = config.createConnection("jdbc:sqlite:" + database);
    try {
      // SQLite would not tell of a sync that failed in a checkpoint of its own.
      execute(connection, "PRAGMA wal_autocheckpoint = 0");
      execute(connection, ObjectRows.OBJECTS);
      execute(connection, ObjectRows.BLOCKS);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private RuntimeException failure(Throwable cause) {
    if (!(cause instanceof SQLException e)) {
      return cause instanceof RuntimeException other ? other : new IllegalStateException(cause);
    }
    return primary(e) == SQLiteErrorCode.SQLITE_FULL
        ? new StorageFailure.NoSpace(database + " cannot grow", e)
        : new StorageFailure.Unavailable(database + " cannot be used", e);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static SQLiteErrorCode primary(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }
}
