package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs single statements, each in a transaction of its own (autocommit), and transactions where one
 * statement cannot do the step. Each has a connection that it keeps no longer than that. What
 * conflicted with another transaction is tried again.
 */
final class Database {

  /** Conflicts are rare and mostly resolved by the next attempt; a storm of them is an outage. */
  private static final int ATTEMPTS = 5;

  /** So that a request whose statements come into conflict again and again gets its answer. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final OwnerTurns.Turn NO_TURN = () -> {};

  private final DataSource pool;
  private final OwnerTurns turns;
  private final Optional<Owner> owner;

  Database(DataSource pool) {
    this(pool, new OwnerTurns(), Optional.empty());
  }

  private Database(DataSource pool, OwnerTurns turns, Optional<Owner> owner) {
    this.pool = pool;
    this.turns = turns;
    this.owner = owner;
  }

  /** The same database for the work of one owner, who gets a share of the connections. */
  Database of(Owner who) {
    return new Database(pool, turns, Optional.of(who));
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
   * Runs a statement of which nobody has to wonder, after a failure, whether it was done.
   *
   * @param what for messages, with the facts
   */
  <T> List<T> ask(String what, String sql, Binder binder, Reader<T> reader) {
    return run(
        new Statement<>(sql, binder, reader)::on,
        failure -> SqlFailures.ofQuestion(what, failure),
        what);
  }

  /** Runs a statement that changes something. */
  <T> List<T> change(String what, String sql, Binder binder, Reader<T> reader) {
    return change(what, new Statement<>(sql, binder, reader));
  }

  /** Runs a statement that changes something. */
  <T> List<T> change(String what, Statement<T> statement) {
    return run(statement::on, failure -> SqlFailures.ofChange(what, failure), what);
  }

  /**
   * Runs several statements that change something as one step. What the work throws undoes it. Only
   * a failure of the commit leaves the outcome open: before that, nothing can have been committed.
   */
  <T> T transact(String what, Transaction.Work<T> work) {
    return run(
        connection -> Transaction.run(connection, what, work),
        failure -> SqlFailures.ofChange(what, failure),
        what);
  }

  private <T> T run(Attempt<T> attempt, Translation translation, String what) {
    try (OwnerTurns.Turn _ = owner.map(who -> turns.take(who, what)).orElse(NO_TURN)) {
      return runNow(attempt, translation, what);
    }
  }

  private <T> T runNow(Attempt<T> attempt, Translation translation, String what) {
    long start = System.nanoTime();
    for (int left = ATTEMPTS; ; left--) {
      try (Loan loan = new Loan(connect(what))) {
        return attempt.on(loan.connection());
      } catch (SQLException e) {
        boolean patient = left > 1 && System.nanoTime() - start < PATIENCE_NANOS;
        if (!patient || !SqlFailures.isConflict(e)) {
          throw translation.of(e);
        }
      }
    }
  }

  private Connection connect(String what) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw SqlFailures.beforeSending(what, e);
    }
  }

  /**
   * A connection of the pool. What was done on it is done, also where it breaks before it is given
   * back: a failure then must not look like one of the work.
   */
  private record Loan(Connection connection) implements AutoCloseable {

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("a connection broke after its work; the pool has dropped it", e);
      }
    }
  }

  private interface Translation {
    RuntimeException of(SQLException failure);
  }

  private interface Attempt<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A statement with its parameters, and what is made of each row of its result. */
  record Statement<T>(String sql, Binder binder, Reader<T> reader) {

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
