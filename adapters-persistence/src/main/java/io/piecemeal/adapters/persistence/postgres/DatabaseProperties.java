package io.piecemeal.adapters.persistence.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How Micronaut connects, as properties of its pool and of its migrations. The limits of the pool
 * are chosen so that whatever a request does, its answer is there within 15 seconds after the
 * database went silent: at most one attempt (4 s for a connection, 5 s for a statement) and then
 * one trial of {@link ConnectionGate} (4 s and 1 s). A migration takes as long as it takes, so it
 * has a connection of its own without them.
 */
public final class DatabaseProperties {

  private static final String POOL = "datasources.default.";
  private static final String MIGRATIONS = "flyway.datasources.migrations.";

  /**
   * How often a migration tries to connect: it waits 1, 2, 4 … s in between, 120 s at most, so some
   * nine minutes in all.
   */
  private static final int MIGRATION_RETRIES = 10;

  /**
   * The server gives up first, so that the outcome is known. Locks are waited for shorter than
   * that, and a transaction whose process is gone holds its own for 10 seconds.
   */
  private static final String SESSION =
      "-c statement_timeout=4s -c lock_timeout=3s -c idle_in_transaction_session_timeout=10s";

  private DatabaseProperties() {}

  /**
   * For a server that is ours, or that is talked to without a proxy.
   *
   * @param patience how long the pool tries to get its first connection, since a server on a busy
   *     disk may be ready and still slow; with zero it tries once
   */
  public static Map<String, Object> of(
      String jdbcUrl, String user, String password, Duration patience) {
    return properties(jdbcUrl, user, password, withSession(driver()), patience);
  }

  /**
   * For an external server, which accepts connections on return. What the URL itself says of any of
   * this wins. A proxy that pools transactions may refuse the limits of a session; then there are
   * none, since to set them by a statement would set them for the next user of the connection.
   *
   * @param patience how long a server is tried that cannot be reached or is not ready; with zero it
   *     is tried once
   * @throws DatabaseNotReadyException if there was no connection within that time
   */
  public static Map<String, Object> ofForeign(
      String jdbcUrl, String user, String password, Duration patience) {
    Properties first = new Properties();
    first.putAll(withSession(driver()));
    first.put("user", user);
    first.put("password", password);
    boolean takesSession = new FirstConnection(jdbcUrl, first).await(patience);
    Map<String, Object> driver = takesSession ? withSession(driver()) : driver();
    return properties(jdbcUrl, user, password, driver, patience);
  }

  /** In seconds, as the driver takes them. */
  private static Map<String, Object> driver() {
    return Map.of(
        "connectTimeout", "3",
        "loginTimeout", "3",
        "socketTimeout", "5",
        "cancelSignalTimeout", "3",
        "tcpKeepAlive", "true");
  }

  private static Map<String, Object> withSession(Map<String, Object> driver) {
    Map<String, Object> all = new HashMap<>(driver);
    all.put("options", SESSION);
    return all;
  }

  private static Map<String, Object> properties(
      String jdbcUrl, String user, String password, Map<String, Object> driver, Duration patience) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(POOL + "url", jdbcUrl);
    properties.put(POOL + "username", user);
    properties.put(POOL + "password", password);
    properties.put(POOL + "connection-timeout", 3_000);
    // After this time, and at least one attempt, a start without a connection has failed.
    properties.put(POOL + "initialization-fail-timeout", Math.max(1, patience.toMillis()));
    properties.put(POOL + "validation-timeout", 1_000);
    properties.put(POOL + "keepalive-time", 60_000);
    properties.put(POOL + "data-source-properties", driver);
    properties.put(MIGRATIONS + "url", jdbcUrl);
    properties.put(MIGRATIONS + "user", user);
    properties.put(MIGRATIONS + "password", password);
    if (patience.isPositive()) {
      properties.put(MIGRATIONS + "connect-retries", MIGRATION_RETRIES);
    }
    return properties;
  }
}
