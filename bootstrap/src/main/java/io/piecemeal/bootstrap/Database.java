package io.piecemeal.bootstrap;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;

/** The PostgreSQL that the service uses: somebody else's, or one of its own. */
sealed interface Database extends AutoCloseable {

  /** What the connection pool has to know. */
  Map<String, Object> properties();

  @Override
  void close();

  /** The database that the settings name; an embedded one is running on return. */
  static Database of(Settings settings) {
    return settings
        .database()
        .<Database>map(External::new)
        .orElseGet(() -> Embedded.start(settings.dataDirectory().resolve("postgres")));
  }

  /** It runs without us. */
  record External(Settings.ExternalDatabase settings) implements Database {

    @Override
    public Map<String, Object> properties() {
      return Map.of(
          "datasources.default.url", settings.jdbcUrl(),
          "datasources.default.username", settings.user(),
          "datasources.default.password", settings.password());
    }

    @Override
    public void close() {}
  }

  /** It starts and stops with us. */
  record Embedded(EmbeddedPostgres server) implements Database {

    static Embedded start(Path directory) {
      return new Embedded(EmbeddedPostgres.start(directory));
    }

    @Override
    public Map<String, Object> properties() {
      return Map.of(
          "datasources.default.url", server.jdbcUrl(),
          "datasources.default.username", server.user(),
          "datasources.default.password", server.password());
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
