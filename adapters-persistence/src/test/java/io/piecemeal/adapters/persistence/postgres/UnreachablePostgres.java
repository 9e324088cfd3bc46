package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.testkit.LedgerFixture;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The adapter on a database that is not there. */
final class UnreachablePostgres implements PostgresPorts, AutoCloseable {

  private final TestPersistence adapter = TestPersistence.on(nowhere());

  /** Nothing listens on port 1. */
  private static DataSource nowhere() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");
    return nowhere;
  }

  @Override
  public PostgresPersistence persistence() {
    return adapter.ports();
  }

  @Override
  public LedgerFixture secondNode() {
    return this;
  }

  @Override
  public FileLedger losingNextAnswer() {
    return files();
  }

  @Override
  public void letTimePass(Duration time) {
    throw new UnsupportedOperationException("there are no rows");
  }

  @Override
  public void close() {
    adapter.close();
  }
}
