package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Reasons;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first connection to a database that runs without us. A database that starts later than the
 * service, or that recovers after a crash, gets the time it needs; one that refuses user, password
 * or name will not change its mind, and is not tried again.
 */
final class FirstConnection {

  private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration REMINDER = Duration.ofSeconds(30);

  /** A protocol violation: what a proxy answers that takes no parameters of a session. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  private static final String CONNECTION_EXCEPTION = "08";

  /** What the driver says where it has no password, or is to use TLS and the server has none. */
  private static final String REJECTED = "08004";

  private static final String INSUFFICIENT_RESOURCES = "53";

  /** Among them 57P03: the server is starting up, or recovering. */
  private static final String OPERATOR_INTERVENTION = "57P";

  /** The driver's words for failures of which it knows no more. */
  private static final String VAGUE = "The connection attempt failed.";

  private final String jdbcUrl;
  private final Properties properties;

  /** What is found at the other end. */
  enum Peer {

    /** The server itself, or what passes on its bytes. */
    SERVER,

    /** A proxy that gives each transaction a connection to the server, mostly another one. */
    POOLER,

    /** The same, and it refuses the parameters of a session. */
    POOLER_WITHOUT_SESSIONS
  }

  /**
   * A connection that is still to be made.
   *
   * @param properties user, password and what the driver takes
   */
  FirstConnection(String jdbcUrl, Properties properties) {
    this.jdbcUrl = jdbcUrl;
    this.properties = properties;
  }

  /**
   * Connects and disconnects again. Says in the log, at once and every 30 seconds, what it waits
   * for.
   *
   * @param patience how long a database is tried that cannot be reached or is not ready; with zero
   *     it is tried once
   * @throws DatabaseNotReadyException if there was no connection within that time, if there will be
   *     none, or if the thread is interrupted
   */
  Peer await(Duration patience) {
    requireDriver();
    long start = System.nanoTime();
    long reminded = start - REMINDER.toNanos();
    while (true) {
      try {
        return attempt();
      } catch (SQLException refusal) {
        long now = System.nanoTime();
        if (!mayPass(refusal) || now - start >= patience.toNanos()) {
          throw new DatabaseNotReadyException(
              "no connection to the database after %d s: %s"
                  .formatted(Duration.ofNanos(now - start).toSeconds(), words(refusal)),
              refusal);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new DatabaseNotReadyException("not waited for any longer", refusal);
        }
        if (now - reminded >= REMINDER.toNanos()) {
          reminded = now;
          LOG.warn("waiting up to {} s for the database: {}", patience.toSeconds(), words(refusal));
        }
      }
      // A database announces to nobody that it has become ready.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Without a driver there will be no connection; its message would show the URL's password. */
  private void requireDriver() {
    try {
      Driver _ = DriverManager.getDriver(jdbcUrl);
    } catch (SQLException e) {
      throw new DatabaseNotReadyException("the PostgreSQL driver does not take this URL", e);
    }
  }

  private Peer attempt() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
      return leadsToOneBackend(connection) ? Peer.SERVER : Peer.POOLER;
    } catch (SQLException e) {
      if (PROTOCOL_VIOLATION.equals(e.getSQLState())) {
        return Peer.POOLER_WITHOUT_SESSIONS;
      }
      throw e;
    }
  }

  /** A pooler introduces itself by a process id that is none of the server's. */
  private static boolean leadsToOneBackend(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_backend_pid()");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getInt(1) == connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  private static boolean mayPass(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && !state.equals(REJECTED)
        && (state.startsWith(CONNECTION_EXCEPTION)
            || state.startsWith(INSUFFICIENT_RESOURCES)
            || state.startsWith(OPERATOR_INTERVENTION));
  }

  /** Where the driver says no more than that it failed, its cause knows why. */
  private String words(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return switch (failure.getCause()) {
      case UnknownHostException e ->
          "no connection to %s: there is no address for the name %s"
              .formatted(hosts(), e.getMessage());
      case SocketTimeoutException e -> "no connection to %s: %s".formatted(hosts(), e.getMessage());
      case IOException e when message.equals(VAGUE) ->
          "no connection to %s: %s".formatted(hosts(), Reasons.of(e));
      case null, default -> message;
    };
  }

  /** Nothing else of the URL, which may have a password. */
  private String hosts() {
    Properties parsed = org.postgresql.Driver.parseURL(jdbcUrl, new Properties());
    return parsed == null
        ? "its URL"
        : "%s, port %s".formatted(parsed.getProperty("PGHOST"), parsed.getProperty("PGPORT"));
  }
}
