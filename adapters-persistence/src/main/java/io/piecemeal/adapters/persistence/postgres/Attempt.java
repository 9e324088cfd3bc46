package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt has come, which the exceptions of Micronaut Data do not tell: one that cannot
 * give the connection back stands in the place of the result, and one that cannot roll back in the
 * place of the reason to do so, or of the failure of the commit.
 */
final class Attempt<T> {

  private @Nullable T result;
  private @Nullable Exception failure;
  private boolean connected;
  private boolean done;

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Work that is a transaction of its own. */
  T alone(Connection connection, Work<T> work) {
    T value = attempted(connection, work);
    done = true;
    return value;
  }

  /** Work that is done as soon as its transaction is committed, or marked as to be rolled back. */
  T in(TransactionStatus<Connection> transaction, Work<T> work) {
    transaction.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            done = true;
          }
        });
    T value = attempted(transaction.getConnection(), work);
    done = transaction.isRollbackOnly();
    return value;
  }

  private T attempted(Connection connection, Work<T> work) {
    connected = true;
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

  /** The result of work that is done, whatever failed after it; empty before. */
  Optional<T> result() {
    return done ? Optional.ofNullable(result) : Optional.empty();
  }

  /** Whether another transaction was let go first, after which nothing of this one is left. */
  boolean isConflict(RuntimeException thrown) {
    return connected && reason(thrown).filter(SqlFailures::isConflict).isPresent();
  }

  /**
   * What the failure of work means that was not done.
   *
   * @param thrown by Micronaut Data
   * @param ofWork the meaning of a failure before the commit
   */
  RuntimeException meaning(String what, RuntimeException thrown, SqlFailures.Meaning ofWork) {
    Optional<SQLException> reason = reason(thrown);
    if (reason.isEmpty()) {
      return failure instanceof RuntimeException first ? first : thrown;
    }
    if (!connected) {
      return SqlFailures.beforeSending(what, reason.get());
    }
    SqlFailures.Meaning meaning = failure == null ? SqlFailures::ofChange : ofWork;
    return meaning.of(what, reason.get());
  }

  /** Of the work, or of its commit if the work itself did not fail. */
  private Optional<SQLException> reason(RuntimeException thrown) {
    return SqlFailures.in(failure == null ? thrown : failure);
  }
}
