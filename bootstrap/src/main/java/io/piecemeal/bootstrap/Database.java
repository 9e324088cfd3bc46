package io.piecemeal.bootstrap;

import io.piecemeal.adapters.persistence.postgres.DatabaseProperties;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.embedded.postgres.RunningPostgres;
import java.nio.file.Path;
import java.util.Map;

/** The PostgreSQL that the service uses: somebody else's, or one of its own. */
sealed interface Database extends AutoCloseable {

  /** What the connection pool and the migrations have to know. */
  Map<String, Object> properties();

  @Override
  void close();

  /** The database that the settings name; an embedded one is running on return. */
  static Database of(Settings settings) {
    return settings
        .database()
        .<Database>map(External::new)
        .orElseGet(() -> Embedded.start(directory(settings)));
  }

  /** The same for a short use beside the service: an embedded one that it runs is used as it is. */
  static Database shared(Settings settings) {
    return settings
        .database()
        .<Database>map(External::new)
        .or(() -> RunningPostgres.find(directory(settings)).map(Attached::new))
        .orElseGet(() -> Embedded.start(directory(settings)));
  }

  private static Path directory(Settings settings) {
    return settings.dataDirectory().resolve("postgres");
  }

  /** It runs without us. */
  record External(Settings.ExternalDatabase settings) implements Database {

    @Override
    public Map<String, Object> properties() {
      return DatabaseProperties.ofForeign(settings.jdbcUrl(), settings.user(), settings.password());
    }

    @Override
    public void close() {}
  }

  /** The service runs it, in another process. */
  record Attached(RunningPostgres server) implements Database {

    @Override
    public Map<String, Object> properties() {
      return DatabaseProperties.of(server.jdbcUrl(), server.user(), server.password());
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
      return DatabaseProperties.of(server.jdbcUrl(), server.user(), server.password());
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
