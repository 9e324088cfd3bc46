package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Samples;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an append says when its connection is lost, and that a settlement then has the last word.
 */
final class LostConnectionTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private final FaultyPool pool = new FaultyPool(POSTGRES.pool());

  @AutoClose private final TestPersistence faulty = TestPersistence.on(pool.dataSource());

  private final FileLedger ledger = faulty.ports().files();

  private final StoredFile seen = Samples.entered(POSTGRES.files().open(Samples.newFile(ALICE)));
  private final ChunkObject chunk = Samples.chunk(7);

  @Test
  @Timeout(600)
  void anAppendCutOffWhileItWaitsIsOfUnknownOutcomeAndSettledAsDead() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection blocker = POSTGRES.connect()) {
      blocker.setAutoCommit(false);
      lock(blocker);
      CompletableFuture<Commit> append =
          CompletableFuture.supplyAsync(
              () -> POSTGRES.files().append(append(seen, chunk)), threads);

      terminateTheWaitingStatement();

      assertThatThrownBy(append::join).hasCauseInstanceOf(StorageFailure.OutcomeUnknown.class);
      blocker.rollback();
      blocker.setAutoCommit(true);
    }

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(POSTGRES.catalog().find(ALICE, seen.id())).isEqualTo(new Lookup.Live(seen));
    assertThatThrownBy(() -> POSTGRES.files().append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  private void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM file WHERE file_id = ? FOR UPDATE")) {
      statement.setString(1, seen.id().value());
      statement.execute();
    }
  }

  /** Asks until there is one to terminate: the other thread needs a moment to get there. */
  private static void terminateTheWaitingStatement() throws SQLException {
    try (Connection connection = POSTGRES.connect();
        Statement statement = connection.createStatement()) {
      int terminated = 0;
      while (terminated == 0) {
        terminated = terminateWaiting(statement);
      }
    }
  }

  private static int terminateWaiting(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE 'WITH changed AS%'
              AND datname = current_database()
            """)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void anAppendWhoseAnswerIsLostIsOfUnknownOutcomeAndSettledAsLive() throws SQLException {
    pool.failAfter(new SQLException("read timed out", "08006"));

    assertThatThrownBy(() -> ledger.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  void anAppendWhoseConnectionBreaksOnceItIsAnsweredWasMade() {
    pool.failClose(new SQLException("This connection has been closed.", "08003"));

    assertThat(ledger.append(append(seen, chunk))).isInstanceOf(Commit.Committed.class);

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  /** Its secret is shown once, so that a key which is there after all is of no use to anybody. */
  @Test
  void aKeyWhoseAnswerIsLostMayBeThere() {
    ApiKeys keys = faulty.ports().apiKeys();
    ApiKey key =
        ApiKey.made(
            new KeyId("lostanswer00"),
            KeyTerms.of(ALICE),
            Samples.digest(1),
            Instant.EPOCH,
            Optional.empty());
    pool.failAfter(new SQLException("read timed out", "08006"));

    assertThatThrownBy(() -> keys.add(key)).isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(keys.find(key.id())).isPresent();
  }

  @Test
  void anAppendWhoseConnectionIsFoundClosedMayHaveBeenMade() {
    pool.failAfter(new SQLException("This connection has been closed.", "08003"));

    assertThatThrownBy(() -> ledger.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  void aConflictIsTriedAgain() {
    pool.failBefore(new SQLException("could not serialize access", "40001"))
        .failBefore(new SQLException("deadlock detected", "40P01"));

    assertThat(ledger.append(append(seen, chunk))).isInstanceOf(Commit.Committed.class);
    assertThat(pool.executions()).isEqualTo(3);
  }

  @Test
  void aConflictThatStaysIsUnavailable() {
    for (int i = 0; i < 100; i++) {
      pool.failBefore(new SQLException("could not serialize access", "40001"));
    }

    assertThatThrownBy(() -> ledger.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(pool.executions()).isBetween(2, 10);
  }

  @Test
  void aLostConnectionIsNeverTriedAgain() {
    pool.failAfter(new SQLException("connection reset", "08006"));

    assertThatThrownBy(() -> ledger.complete(seen.requireOpen().complete(Samples.digest(1))))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);
    assertThat(pool.executions()).isEqualTo(1);
  }

  @Test
  void aReadThatLosesItsConnectionIsUnavailable() {
    pool.failAfter(new SQLException("connection reset", "08006"));

    assertThatThrownBy(() -> faulty.ports().catalog().find(ALICE, seen.id()))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @Test
  void aSettlementThatLosesItsConnectionIsUnavailable() {
    pool.failAfter(new SQLException("connection reset", "08006"));

    assertThatThrownBy(() -> faulty.ports().resolver().resolve(chunk.key()))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }
}
