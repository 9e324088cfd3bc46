package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import io.piecemeal.batching.BatchSizes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Takes the connection pool from Micronaut, so that the wiring sees nothing of SQL. */
@Factory
final class PostgresBeans {

  @Singleton
  PostgresPersistence persistence(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      ApiKeyRows apiKeys,
      @Nullable BatchSizes commits) {
    return PostgresPersistence.on(
        connections, transactions, apiKeys, commits == null ? BatchSizes.UNWATCHED : commits);
  }
}
