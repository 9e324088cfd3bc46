package io.piecemeal.adapters.persistence;

import java.util.Map;
import java.util.UUID;

/**
 * An empty schema in the database that tests run against.
 *
 * @param jdbcUrl leads to that schema and no other
 */
public record TestDatabase(String jdbcUrl, String user, String password) {

  static final String SCHEMA_PREFIX = "test_";

  /** A schema of its own; the server is started at the first call. */
  public static TestDatabase withEmptySchema() {
    TestDatabase server = TestServer.running();
    String schema = SCHEMA_PREFIX + UUID.randomUUID().toString().replace("-", "");
    server.execute("CREATE SCHEMA " + schema);
    String separator = server.jdbcUrl.contains("?") ? "&" : "?";
    return new TestDatabase(
        server.jdbcUrl + separator + "currentSchema=" + schema, server.user, server.password);
  }

  /** What Micronaut needs to make a pool, the repositories and the schema of it. */
  public Map<String, Object> properties() {
    return Map.of(
        "datasources.default.url",
        jdbcUrl,
        "datasources.default.username",
        user,
        "datasources.default.password",
        password,
        "datasources.default.driver-class-name",
        "org.postgresql.Driver",
        "datasources.default.dialect",
        "POSTGRES",
        "datasources.default.maximum-pool-size",
        8,
        "datasources.default.connection-timeout",
        5_000,
        "flyway.datasources.default.enabled",
        true);
  }

  /** Runs a statement on a connection of its own. */
  public void execute(String sql) {
    TestServer.execute(this, sql);
  }
}
