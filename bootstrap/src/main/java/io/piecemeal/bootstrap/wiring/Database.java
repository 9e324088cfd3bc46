package io.piecemeal.bootstrap.wiring;

import io.piecemeal.adapters.persistence.postgres.DatabaseNotReadyException;
import io.piecemeal.adapters.persistence.postgres.DatabaseProperties;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.embedded.postgres.RunningPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The PostgreSQL that the service uses: an external one, or its own. */
sealed interface Database extends AutoCloseable {

  /** What the connection pool and the migrations have to know. */
  Map<String, Object> properties();

  /** From now on its end is no failure, since the service stops. */
  void expectEnd();

  @Override
  void close();

  /**
   * The database that the settings name, which accepts connections on return. It is waited for as
   * long as the settings say.
   */
  static Database of(Settings settings) {
    Duration patience = settings.server().startTimeout();
    return settings
        .database()
        .<Database>map(external -> External.await(external, patience))
        .orElseGet(() -> Embedded.start(directory(settings), patience));
  }

  /** The same for a short use beside the service: an embedded one that it runs is used as it is. */
  static Database shared(Settings settings) {
    return settings
        .database()
        .<Database>map(external -> External.await(external, Duration.ZERO))
        .or(() -> RunningPostgres.find(directory(settings)).map(Attached::new))
        .orElseGet(() -> Embedded.start(directory(settings), settings.server().startTimeout()));
  }

  /** Where an embedded one is. */
  static Path directory(Settings settings) {
    return settings.dataDirectory().resolve("postgres");
  }

  /** It runs without us. */
  record External(Map<String, Object> properties) implements Database {

    static External await(Settings.ExternalDatabase settings, Duration patience) {
      try {
        return new External(
            DatabaseProperties.ofForeign(
                settings.jdbcUrl(), settings.user(), settings.password(), patience));
      } catch (DatabaseNotReadyException e) {
        throw new StartupException(
            e.getMessage()
                + "; see PIECEMEAL_DATABASE_URL, _USER, _PASSWORD and PIECEMEAL_START_TIMEOUT",
            e);
      }
    }

    /** Secrets are among the properties. */
    @Override
    public String toString() {
      return "External";
    }

    @Override
    public void expectEnd() {}

    @Override
    public void close() {}
  }

  /** The service runs it, in another process. */
  record Attached(RunningPostgres server) implements Database {

    @Override
    public Map<String, Object> properties() {
      return DatabaseProperties.of(
          server.jdbcUrl(), server.user(), server.password(), Duration.ZERO);
    }

    @Override
    public void expectEnd() {}

    @Override
    public void close() {}
  }

  /** It starts and stops with us; if it ends alone, we end. */
  record Embedded(EmbeddedPostgres server, Duration patience) implements Database {

    static Embedded start(Path directory, Duration patience) {
      EmbeddedPostgres server = EmbeddedPostgres.start(directory, patience);
      server.onDeath(code -> DatabaseDeath.end(directory, code));
      return new Embedded(server, patience);
    }

    @Override
    public Map<String, Object> properties() {
      return DatabaseProperties.of(server.jdbcUrl(), server.user(), server.password(), patience);
    }

    @Override
    public void expectEnd() {
      server.expectEnd();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
