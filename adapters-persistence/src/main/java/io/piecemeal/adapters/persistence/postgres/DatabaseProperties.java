package io.piecemeal.adapters.persistence.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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

  /** What a proxy answers that takes no such parameter: a protocol violation. */
  private static final String REFUSED = "08P01";

  /**
   * The server gives up first, so that the outcome is known. Locks are waited for shorter than
   * that, and a transaction whose process is gone holds its own for 10 seconds.
   */
  private static final String SESSION =
      "-c statement_timeout=4s -c lock_timeout=3s -c idle_in_transaction_session_timeout=10s";

  private DatabaseProperties() {}

  /** For a server that is ours, or that is talked to without a proxy. */
  public static Map<String, Object> of(String jdbcUrl, String user, String password) {
    return properties(jdbcUrl, user, password, withSession(driver()));
  }

  /**
   * For a server that somebody else runs. What the URL itself says of any of this wins. A proxy
   * that pools transactions may refuse the limits of a session; then there are none, since to set
   * them by a statement would set them for whoever gets the connection next.
   */
  public static Map<String, Object> ofForeign(String jdbcUrl, String user, String password) {
    Map<String, Object> driver = driver();
    if (takesSession(jdbcUrl, user, password)) {
      driver = withSession(driver);
    }
    return properties(jdbcUrl, user, password, driver);
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

  /** A server that cannot be reached is no reason to do without: the pool will tell of it. */
  private static boolean takesSession(String jdbcUrl, String user, String password) {
    Properties properties = new Properties();
    properties.putAll(withSession(driver()));
    properties.put("user", user);
    properties.put("password", password);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
      return !connection.isClosed();
    } catch (SQLException e) {
      return !REFUSED.equals(e.getSQLState());
    }
  }

  private static Map<String, Object> properties(
      String jdbcUrl, String user, String password, Map<String, Object> driver) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(POOL + "url", jdbcUrl);
    properties.put(POOL + "username", user);
    properties.put(POOL + "password", password);
    properties.put(POOL + "connection-timeout", 3_000);
    properties.put(POOL + "validation-timeout", 1_000);
    properties.put(POOL + "keepalive-time", 60_000);
    properties.put(POOL + "data-source-properties", driver);
    properties.put(MIGRATIONS + "url", jdbcUrl);
    properties.put(MIGRATIONS + "user", user);
    properties.put(MIGRATIONS + "password", password);
    return properties;
  }
}
