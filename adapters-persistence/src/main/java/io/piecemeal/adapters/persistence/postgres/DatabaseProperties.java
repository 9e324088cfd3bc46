package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.FirstConnection.Peer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Micronaut connects, as properties of its pool and of its migrations. The limits of the pool
 * are chosen so that whatever a request does, its answer is there within 15 seconds after the
 * database went silent: at most one attempt (4 s for a connection, 5 s for a statement) and then
 * one trial of {@link ConnectionGate} (4 s and 1 s). A migration takes as long as it takes, so it
 * has a connection of its own without them.
 */
public final class DatabaseProperties {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProperties.class);

  private static final String POOL = "datasources.default.";
  private static final String MIGRATIONS = "flyway.datasources.migrations.";

  private static final String TARGET = "targetServerType";
  private static final String PRIMARY = "primary";
  private static final String THRESHOLD = "prepareThreshold";

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
    return properties(jdbcUrl, user, password, withSession(driver(jdbcUrl)), patience);
  }

  /**
   * For an external server, which accepts connections on return. What the URL itself says of any of
   * this wins. Behind a proxy that pools transactions no statement is kept prepared, since the next
   * transaction may run where it was never prepared. If the proxy refuses the limits of a session,
   * there are none, since to set them by a statement would set them for the next user of the
   * connection.
   *
   * @param patience how long a server is tried that cannot be reached or is not ready; with zero it
   *     is tried once
   * @throws DatabaseNotReadyException if there was no connection within that time
   */
  public static Map<String, Object> ofForeign(
      String jdbcUrl, String user, String password, Duration patience) {
    Properties first = new Properties();
    first.putAll(withSession(driver(jdbcUrl)));
    first.put("user", user);
    first.put("password", password);
    Peer peer = new FirstConnection(jdbcUrl, first).await(patience);
    if (peer != Peer.SERVER) {
      LOG.info("a pooler stands before the database: no statement is kept prepared");
    }
    Map<String, Object> driver =
        switch (peer) {
          case SERVER -> withSession(driver(jdbcUrl));
          case POOLER -> unprepared(withSession(driver(jdbcUrl)));
          case POOLER_WITHOUT_SESSIONS -> unprepared(driver(jdbcUrl));
        };
    return properties(jdbcUrl, user, password, driver, patience);
  }

  /**
   * Times are in seconds, as the driver takes them. Where there are several hosts, the login has
   * time for those that are silent and the one behind them. Only a primary is connected to: from
   * any other server, reads would be old and each change refused.
   */
  private static Map<String, Object> driver(String jdbcUrl) {
    return Map.of(
        "connectTimeout",
        hasSeveralHosts(jdbcUrl) ? "1" : "3",
        "loginTimeout",
        "3",
        "socketTimeout",
        "5",
        "cancelSignalTimeout",
        "3",
        "tcpKeepAlive",
        "true",
        TARGET,
        PRIMARY);
  }

  private static boolean hasSeveralHosts(String jdbcUrl) {
    return jdbcUrl.split("\\?", 2)[0].contains(",");
  }

  /** They run each statement once, and take nothing but a URL. */
  private static String ofMigrations(String jdbcUrl) {
    return with(TARGET, PRIMARY, with(THRESHOLD, "0", jdbcUrl));
  }

  private static String with(String name, String value, String jdbcUrl) {
    return jdbcUrl.contains(name + "=")
        ? jdbcUrl
        : "%s%s%s=%s".formatted(jdbcUrl, jdbcUrl.contains("?") ? "&" : "?", name, value);
  }

  private static Map<String, Object> unprepared(Map<String, Object> driver) {
    Map<String, Object> all = new HashMap<>(driver);
    all.put(THRESHOLD, "0");
    return all;
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
    properties.put(MIGRATIONS + "url", ofMigrations(jdbcUrl));
    properties.put(MIGRATIONS + "user", user);
    properties.put(MIGRATIONS + "password", password);
    if (patience.isPositive()) {
      properties.put(MIGRATIONS + "connect-retries", MIGRATION_RETRIES);
    }
    return properties;
  }
}
