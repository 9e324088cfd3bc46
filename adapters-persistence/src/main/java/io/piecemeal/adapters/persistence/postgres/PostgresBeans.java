package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** Takes the connection pool from Micronaut, so that the wiring sees nothing of SQL. */
@Factory
final class PostgresBeans {

  @Singleton
  PostgresPersistence persistence(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      ApiKeyRows apiKeys) {
    return PostgresPersistence.on(connections, transactions, apiKeys);
  }
}
