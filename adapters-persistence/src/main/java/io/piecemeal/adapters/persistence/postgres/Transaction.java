package io.piecemeal.adapters.persistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Several statements that take effect together or not at all. Each sees what was committed before
 * it.
 */
final class Transaction {

  private final Connection connection;

  private Transaction(Connection connection) {
    this.connection = connection;
  }

  /** What is done in a transaction; may be done more than once, until it is free of conflicts. */
  @FunctionalInterface
  interface Work<T> {
    Outcome<T> in(Transaction transaction) throws SQLException;
  }

  /** What came of the work, and whether it is to last. */
  record Outcome<T>(T value, Ending ending) {

    static <T> Outcome<T> commit(T value) {
      return new Outcome<>(value, Ending.COMMIT);
    }

    static <T> Outcome<T> rollBack(T value) {
      return new Outcome<>(value, Ending.ROLL_BACK);
    }
  }

  /** How a transaction ends. */
  enum Ending {
    COMMIT,
    ROLL_BACK
  }

  <T> List<T> run(Database.Statement<T> statement) throws SQLException {
    return statement.on(connection);
  }

  /**
   * Runs the work and ends the transaction; leaves the connection in autocommit mode, as it was.
   *
   * @throws SQLException for a conflict, after which nothing is committed, and for any failure from
   *     the commit on, after which it may be
   * @throws RuntimeException what the work threw, or what another failure before the commit means;
   *     nothing is committed
   */
  static <T> T run(Connection connection, String what, Work<T> work) throws SQLException {
    Outcome<T> outcome = prepare(connection, what, work);
    if (outcome.ending() == Ending.COMMIT) {
      commit(connection);
    }
    connection.setAutoCommit(true);
    return outcome.value();
  }

  private static <T> Outcome<T> prepare(Connection connection, String what, Work<T> work)
      throws SQLException {
    try {
      connection.setAutoCommit(false);
      Outcome<T> outcome = work.in(new Transaction(connection));
      if (outcome.ending() == Ending.ROLL_BACK) {
        connection.rollback();
      }
      return outcome;
    } catch (SQLException e) {
      rollBackAfter(e, connection);
      if (SqlFailures.isConflict(e)) {
        throw e;
      }
      throw SqlFailures.ofQuestion(what, e);
    } catch (RuntimeException e) {
      rollBackAfter(e, connection);
      throw e;
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      rollBackAfter(e, connection);
      throw e;
    }
  }

  /** Where this fails the connection is of no use any more, and the server rolls back by itself. */
  private static void rollBackAfter(Exception failure, Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
