package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt has come, which the exceptions of Micronaut Data do not tell: one that cannot
 * give the connection back stands in the place of the result, and one that cannot roll back in the
 * place of the reason to do so, or of the failure of the commit.
 */
final class Attempt<T> {

  /** What a failure means depends on these. */
  private enum Stage {
    CONNECTING,
    WORKING,
    COMMITTING,
    DONE
  }

  private Stage stage = Stage.CONNECTING;
  private @Nullable T result;
  private @Nullable Exception failure;

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Work that is a transaction of its own. */
  T alone(Connection connection, Work<T> work) {
    T value = attempted(connection, work);
    stage = Stage.DONE;
    return value;
  }

  /** Work that is done as soon as its transaction is committed, or marked as to be rolled back. */
  T in(TransactionStatus<Connection> transaction, Work<T> work) {
    transaction.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            stage = Stage.DONE;
          }
        });
    T value = attempted(transaction.getConnection(), work);
    stage = transaction.isRollbackOnly() ? Stage.DONE : Stage.COMMITTING;
    return value;
  }

  private T attempted(Connection connection, Work<T> work) {
    stage = Stage.WORKING;
    try {
      T value = work.on(connection);
      result = value;
      return value;
    } catch (SQLException e) {
      failure = e;
      throw new DataAccessException("a statement failed", e);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Whether the work is done, whatever failed after it. */
  boolean isDone() {
    return stage == Stage.DONE;
  }

  T result() {
    return Objects.requireNonNull(result);
  }

  /**
   * What an attempt means that was not done.
   *
   * @param thrown by Micronaut Data
   * @param ofWork the meaning of a failure before the commit
   */
  RuntimeException meaning(String what, RuntimeException thrown, SqlFailures.Meaning ofWork) {
    Exception first = failure == null ? thrown : failure;
    Optional<SQLException> sql = SqlFailures.in(first);
    if (sql.isEmpty()) {
      return first instanceof RuntimeException known ? known : thrown;
    }
    return switch (stage) {
      case CONNECTING -> SqlFailures.beforeSending(what, sql.get());
      case WORKING -> ofWork.of(what, sql.get());
      case COMMITTING, DONE -> SqlFailures.ofChange(what, sql.get());
    };
  }

  /** Whether another transaction was let go first, after which nothing of this one is left. */
  boolean isConflict(RuntimeException thrown) {
    return stage != Stage.CONNECTING
        && SqlFailures.in(failure == null ? thrown : failure)
            .filter(SqlFailures::isConflict)
            .isPresent();
  }
}
