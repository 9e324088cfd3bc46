package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import io.piecemeal.adapters.persistence.TestDatabase;
import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.testkit.LedgerFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The adapter as bootstrap makes it, on a schema of its own. */
final class PostgresUnderTest implements PostgresPorts, AutoCloseable {

  private final TestDatabase schema;
  private final ApplicationContext context;
  private final PostgresPersistence persistence;
  private final Deque<Runnable> others = new ArrayDeque<>();

  PostgresUnderTest() {
    this(TestDatabase.withEmptySchema());
  }

  private PostgresUnderTest(TestDatabase schema) {
    this.schema = schema;
    context = ApplicationContext.run(schema.properties());
    persistence = context.getBean(PostgresPersistence.class);
  }

  TestDatabase schema() {
    return schema;
  }

  @Override
  public PostgresPersistence persistence() {
    return persistence;
  }

  @SuppressWarnings("unchecked")
  Database database() {
    return new Database(
        (ConnectionOperations<Connection>) context.getBean(ConnectionOperations.class),
        (TransactionOperations<Connection>) context.getBean(TransactionOperations.class));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Without Micronaut's wrapping. */
  DataSource pool() {
    return DelegatingDataSource.unwrapDataSource(context.getBean(DataSource.class));
  }

  /** In autocommit mode. */
  Connection connect() throws SQLException {
    return pool().getConnection();
  }

  PostgresUnderTest emptied() {
    execute(
        "TRUNCATE file, download_ticket, chunk, api_key, quota_lock, stored_bytes, first_answer,"
            + " high_water, writer_lease, job_lease, owner_quota, event_head, event, webhook,"
            + " owner_scan");
    return this;
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  /** The first column of every row. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** The plan of a statement with these parameters. */
  String explain(String sql, Database.Binder binder) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
      binder.bind(new Parameters(statement));
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  /** With a pool of its own. */
  @Override
  public PostgresUnderTest secondNode() {
    PostgresUnderTest other = new PostgresUnderTest(schema);
    others.push(other::close);
    return other;
  }

  /** A process begins with a pool of its own, and with no more than that. */
  @Override
  public Optional<LedgerFixture> reopened() {
    return Optional.of(secondNode());
  }

  @Override
  public Optional<LedgerFixture> unreachable() {
    return Optional.of(outOfReach());
  }

  UnreachablePostgres outOfReach() {
    UnreachablePostgres unreachable = new UnreachablePostgres();
    others.push(unreachable::close);
    return unreachable;
  }

  @Override
  public FileLedger losingNextAnswer() {
    FaultyPool pool =
        new FaultyPool(pool()).failAfter(new SQLException("connection reset", "08006"));
    TestPersistence faulty = TestPersistence.on(pool.dataSource());
    others.push(faulty::close);
    return faulty.ports().files();
  }

  @Override
  public void letTimePass(Duration time) {
    ageEvents(time);
    ageWebhooks(time);
    shift(
        """
        UPDATE file SET created_at = created_at - age, updated_at = updated_at - age,
          expires_at = expires_at - age, expiry_hour = %s, gone_since = gone_since - age,
          compact_at = compact_at - age, ticket_expires_at = ticket_expires_at - age,
          ticket_used_at = ticket_used_at - age, ticket_leased_until = ticket_leased_until - age,
          scan_since = scan_since - age, scan_due_at = scan_due_at - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.hour("(expires_at - age)"), Times.INTERVAL),
        time);
    shift(
        """
        UPDATE download_ticket SET issued_at = issued_at - age, expires_at = expires_at - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.INTERVAL),
        time);
    shift(
        """
        UPDATE chunk SET created_at = created_at - age, dead_since = dead_since - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.INTERVAL),
        time);
    shift(
        """
        UPDATE first_answer SET created_at = created_at - age, updated_at = updated_at - age,
          expires_at = expires_at - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.INTERVAL),
        time);
  }

  /** Every event is told to be older. */
  private void ageEvents(Duration time) {
    shift(
        "UPDATE event SET at = at - age FROM (SELECT %s AS age) AS t".formatted(Times.INTERVAL),
        time);
  }

  private void ageWebhooks(Duration time) {
    shift(
        """
        UPDATE webhook SET created_at = created_at - age, former_until = former_until - age, due_at = due_at - age,
          failing_since = failing_since - age, off_since = off_since - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.INTERVAL),
        time);
  }

  /** The same for leases. */
  void letLeasesPass(Duration time) {
    shift(
        """
        UPDATE writer_lease SET renewed_at = renewed_at - age, taken_until = taken_until - age
        FROM (SELECT %s AS age) AS t
        """
            .formatted(Times.INTERVAL),
        time);
    shift(
        "UPDATE job_lease SET held_until = held_until - age FROM (SELECT %s AS age) AS t"
            .formatted(Times.INTERVAL),
        time);
  }

  private void shift(String sql, Duration time) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, TimeUnit.MICROSECONDS.convert(time));
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  @Override
  public void close() {
    others.forEach(Runnable::run);
    context.close();
  }
}
