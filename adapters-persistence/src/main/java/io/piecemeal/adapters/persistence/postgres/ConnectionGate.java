package io.piecemeal.adapters.persistence.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections of a pool. After one was lost or could not be had, one caller at a time tries
 * whether the database answers while the others wait for what that shows: so a database that is
 * away costs a caller at most one attempt of its own and one trial, however many attempts a request
 * takes. Before the first trial after a loss the pool gives up what it has: where one connection
 * was lost since another server is the primary now, the others are of no use either, and one that
 * still answers would show what was.
 */
final class ConnectionGate {

  /** What one trial shows holds for all who came before its end, and within this time after it. */
  private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();

  private final Trial trial;
  private final Lock trying = new ReentrantLock();
  private volatile State state = new State.Reachable();

  /** How it is found out whether the database works. */
  @FunctionalInterface
  interface Trial {
    /** Throws unless it does. */
    void on(Connection connection) throws SQLException;
  }

  ConnectionGate(Trial trial) {
    this.trial = trial;
  }

  /** What is known of the database. */
  private sealed interface State {

    record Reachable() implements State {}

    /** A connection was lost; nobody has tried since. */
    record Suspect() implements State {}

    /** A trial failed. */
    record Away(long sinceNanos, SQLException failure) implements State {}
  }

  /** A connection in autocommit mode, to be closed by the caller. */
  Connection connect(DataSource pool) throws SQLException {
    if (isSuspicious()) {
      Connection tried = afterTrial(pool, System.nanoTime());
      if (tried != null) {
        return tried;
      }
    }
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      suspect();
      throw e;
    }
  }

  /** Says that a connection was lost. */
  void suspect() {
    if (state instanceof State.Reachable) {
      state = new State.Suspect();
    }
  }

  /** Whether the next caller makes a trial, or is told of the last one. */
  boolean isSuspicious() {
    return !(state instanceof State.Reachable);
  }

  /** Those that are in use go when they are given back. */
  private static void giveUpConnections(DataSource pool) throws SQLException {
    if (pool.isWrapperFor(HikariDataSource.class)) {
      pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** Null if another caller has found the database reachable meanwhile. */
  private @Nullable Connection afterTrial(DataSource pool, long arrivedNanos) throws SQLException {
    trying.lock();
    try {
      return switch (state) {
        case State.Reachable reachable -> null;
        case State.Suspect suspect -> {
          giveUpConnections(pool);
          yield tried(pool);
        }
        case State.Away away -> {
          if (arrivedNanos - away.sinceNanos() < KNOWN_FOR_NANOS) {
            throw new SQLException("the database did not answer just now", "08001", away.failure());
          }
          yield tried(pool);
        }
      };
    } finally {
      trying.unlock();
    }
  }

  private Connection tried(DataSource pool) throws SQLException {
    try {
      Connection connection = passing(pool.getConnection());
      state = new State.Reachable();
      return connection;
    } catch (SQLException e) {
      state = new State.Away(System.nanoTime(), e);
      throw e;
    }
  }

  private Connection passing(Connection connection) throws SQLException {
    try {
      trial.on(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
