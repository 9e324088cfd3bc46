package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Takes the connection pool from Micronaut, so that whoever wires sees nothing of SQL. */
@Factory
final class PostgresBeans {

  @Singleton
  PostgresPersistence persistence(DataSource pool, ApiKeyRows apiKeys) {
    return PostgresPersistence.on(pool, apiKeys);
  }
}
