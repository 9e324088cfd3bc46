package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.piecemeal.domain.access.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of the ledger on the connections and transactions of Micronaut Data. Adds what
 * that does not have: what a failure means, further attempts after a conflict with another
 * transaction, and a share of the connections for each owner. A single statement is a transaction
 * of its own (autocommit).
 */
final class Database {

  /** Conflicts are rare and mostly resolved by the next attempt; a storm of them is an outage. */
  private static final int ATTEMPTS = 5;

  /** So that a request whose statements come into conflict again and again gets its answer. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final OwnerTurns.Turn NO_TURN = () -> {};

  private final ConnectionOperations<Connection> connections;
  private final TransactionOperations<Connection> transactions;
  private final OwnerTurns turns;
  private final Optional<Owner> owner;

  Database(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions) {
    this(connections, transactions, new OwnerTurns(), Optional.empty());
  }

  private Database(
      ConnectionOperations<Connection> connections,
      TransactionOperations<Connection> transactions,
      OwnerTurns turns,
      Optional<Owner> owner) {
    this.connections = connections;
    this.transactions = transactions;
    this.turns = turns;
    this.owner = owner;
  }

  /** The same database for the work of one owner, who gets a share of the connections. */
  Database of(Owner who) {
    return new Database(connections, transactions, turns, Optional.of(who));
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  interface Binder {
    void bind(Parameters parameters) throws SQLException;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  /**
   * Runs a read or an idempotent statement; a failure leaves nothing in doubt.
   *
   * @param what for messages, with the facts
   */
  <T> List<T> ask(String what, String sql, Binder binder, Reader<T> reader) {
    return alone(what, new Statement<>(sql, binder, reader)::on, SqlFailures::ofQuestion);
  }

  /** The same for a method of a repository. */
  <T> T ask(String what, Supplier<T> question) {
    return alone(what, _ -> question.get(), SqlFailures::ofQuestion);
  }

  /** Runs a statement that changes something. */
  <T> List<T> change(String what, String sql, Binder binder, Reader<T> reader) {
    return change(what, new Statement<>(sql, binder, reader));
  }

  /** The same for a method of a repository. */
  <T> T change(String what, Supplier<T> change) {
    return alone(what, _ -> change.get(), SqlFailures::ofChange);
  }

  /** Runs a statement that changes something. */
  <T> List<T> change(String what, Statement<T> statement) {
    return alone(what, statement::on, SqlFailures::ofChange);
  }

  private <T> T alone(String what, Attempt.Work<T> work, SqlFailures.Meaning meaning) {
    return run(
        what,
        meaning,
        attempt ->
            connections.execute(
                ConnectionDefinition.DEFAULT,
                status -> attempt.alone(status.getConnection(), work)));
  }

  /** What is done in a transaction; may be done more than once, until it is free of conflicts. */
  @FunctionalInterface
  interface Step<T> {
    T in(TransactionStatus<Connection> transaction) throws SQLException;
  }

  /**
   * Runs several statements that change something as one step. What the step throws undoes it, and
   * so does {@link TransactionStatus#setRollbackOnly}. Only a failure of the commit leaves the
   * outcome open: before that, nothing can have been committed.
   */
  <T> T transact(String what, Step<T> step) {
    return run(
        what,
        SqlFailures::ofQuestion,
        attempt ->
            transactions.execute(
                TransactionDefinition.DEFAULT,
                transaction -> attempt.in(transaction, _ -> step.in(transaction))));
  }

  private <T> T run(String what, SqlFailures.Meaning meaning, Consumer<Attempt<T>> way) {
    try (OwnerTurns.Turn _ = owner.map(who -> turns.take(who, what)).orElse(NO_TURN)) {
      long start = System.nanoTime();
      for (int left = ATTEMPTS; ; left--) {
        Attempt<T> attempt = new Attempt<>();
        try {
          way.accept(attempt);
          return attempt.result().orElseThrow();
        } catch (RuntimeException e) {
          if (attempt.result().isPresent()) {
            LOG.debug("a connection broke after its work; the pool has dropped it", e);
            return attempt.result().get();
          }
          boolean patient = left > 1 && System.nanoTime() - start < PATIENCE_NANOS;
          if (!patient || !attempt.isConflict(e)) {
            throw attempt.meaning(what, e, meaning);
          }
        }
      }
    }
  }

  /** A statement with its parameters, and what is made of each row of its result. */
  record Statement<T>(String sql, Binder binder, Reader<T> reader) {

    List<T> in(TransactionStatus<Connection> transaction) throws SQLException {
      return on(transaction.getConnection());
    }

    List<T> on(Connection connection) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        binder.bind(new Parameters(statement));
        try (ResultSet rows = statement.executeQuery()) {
          return readAll(rows);
        }
      }
    }

    private List<T> readAll(ResultSet rows) throws SQLException {
      List<T> results = new ArrayList<>();
      while (rows.next()) {
        results.add(reader.read(new Row(rows)));
      }
      return results;
    }
  }
}
