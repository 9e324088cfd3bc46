package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a step of several statements says when something fails before, in or after its commit. */
final class TransactionTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private static final RequestIdentity KEY =
      new RequestIdentity(new IdempotencyKey("key"), Samples.digest(1));

  /** Of a file's row, and of a small chunk, in bytes. */
  private static final int LEAST_CHARGE = 4096;

  private final ChunkObject chunk = Samples.chunk(7);
  private final FaultyPool pool = new FaultyPool(POSTGRES.pool());

  @AutoClose private final TestPersistence faulty = TestPersistence.on(pool.dataSource());

  private final FileLedger ledger = faulty.ports().files();
  private final StoredFile seen = Samples.entered(POSTGRES.emptied().files().open(newFile(ALICE)));
  private final Append bounded = append(seen, chunk, quotaOf(bytes(2 * LEAST_CHARGE)));

  @Test
  void onlyAQuotaOnWhatIsAddedTakesMoreThanOneStatement() {
    Samples.entered(ledger.open(newFile(ALICE)));
    assertThat(pool.executions()).isEqualTo(1);

    StoredFile appended = committed(ledger.append(append(seen, chunk, quotaOf(1))));
    assertThat(pool.executions()).isEqualTo(2);

    ledger.append(append(appended, Samples.chunk(7), quotaOf(bytes(5 * LEAST_CHARGE))));
    assertThat(pool.executions()).isEqualTo(5);
  }

  @Test
  void aSingleStatementIsSentWithoutATransaction() {
    faulty.ports().catalog().find(ALICE, seen.id());
    ledger.append(append(seen, chunk));

    assertThat(pool.calls())
        .containsExactly("prepareStatement", "close", "prepareStatement", "close");
  }

  @Test
  void aTransactionSendsNothingButItsStatementsAndItsEnd() {
    ledger.append(bounded);

    assertThat(pool.calls())
        .filteredOn(call -> !call.equals("getAutoCommit"))
        .containsExactly(
            "setAutoCommit",
            "prepareStatement",
            "prepareStatement",
            "prepareStatement",
            "commit",
            "setAutoCommit",
            "close");
  }

  @Test
  void aLostCommitAfterWhichNothingCanBeRolledBackIsAnUnknownOutcome() {
    pool.failBeforeCommit(lost());
    pool.failRollback(new SQLException("This connection has been closed.", "08003"));

    assertThatThrownBy(() -> ledger.append(bounded))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);
  }

  @Test
  void aCommittedStepWhoseConnectionBreaksAfterwardsIsDone() {
    pool.failClose(new SQLException("This connection has been closed.", "08003"));

    assertThat(ledger.append(bounded)).isInstanceOf(Commit.Committed.class);
  }

  @Test
  void aRefusalIsToldAlsoWhereItCannotBeRolledBack() {
    pool.failRollback(lost());

    assertThatThrownBy(
            () -> ledger.append(append(seen, chunk, quotaOf(bytes(2 * LEAST_CHARGE - 1)))))
        .isInstanceOf(UploadRejected.class);
  }

  @Test
  void aFailureBeforeTheCommitIsToldAlsoWhereItCannotBeRolledBack() {
    pool.failAfter(lost());
    pool.failRollback(new SQLException("This connection has been closed.", "08003"));

    assertThatThrownBy(() -> ledger.append(bounded))
        .isInstanceOfSatisfying(
            StorageFailure.Unavailable.class,
            failure -> assertThat(failure).hasMessageEndingWith("SQL state 08006"));

    assertUnchanged();
  }

  @Test
  void aLostAnswerToTheCommitIsAnUnknownOutcome() {
    pool.failAfterCommit(lost());

    assertThatThrownBy(() -> ledger.append(bounded))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  void aLostCommitIsAnUnknownOutcomeToo() {
    pool.failBeforeCommit(lost());

    assertThatThrownBy(() -> ledger.append(bounded))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  void aConnectionThatIsLostBeforeTheCommitSurelyChangedNothing() {
    for (int before = 0; before < 3; before++) {
      pool.passNext(before);
      pool.failAfter(lost());

      assertThatThrownBy(() -> ledger.append(bounded))
          .isInstanceOf(StorageFailure.Unavailable.class);

      assertUnchanged();
    }
  }

  @Test
  void aConflictIsTriedAgainWhereverItShows() {
    pool.failBefore(new SQLException("could not serialize access", "40001"))
        .failBeforeCommit(new SQLException("could not serialize access", "40001"));

    assertThat(ledger.append(bounded)).isInstanceOf(Commit.Committed.class);

    assertThat(pool.executions()).isEqualTo(1 + 3 + 3);
  }

  @Test
  void aConflictThatStaysSurelyChangedNothing() {
    for (int i = 0; i < 100; i++) {
      pool.failBeforeCommit(new SQLException("could not serialize access", "40001"));
    }

    assertThatThrownBy(() -> ledger.append(bounded)).isInstanceOf(StorageFailure.Unavailable.class);

    assertUnchanged();
  }

  @Test
  void aRefusalAndASupersededAppendLeaveNoTransactionBehind() throws SQLException {
    assertThatThrownBy(
            () -> ledger.append(append(seen, chunk, quotaOf(bytes(2 * LEAST_CHARGE - 1)))))
        .isInstanceOf(UploadRejected.class);
    ledger.append(bounded);
    assertThat(ledger.append(append(seen, Samples.chunk(1), quotaOf(bytes(3 * LEAST_CHARGE)))))
        .isEqualTo(new Commit.Superseded());

    assertThat(
            POSTGRES.rows(
                """
                SELECT query FROM pg_stat_activity
                WHERE state LIKE 'idle in transaction%' AND datname = current_database()
                """))
        .isEmpty();
  }

  @Test
  void aLostAnswerIsFoundByTheSameCallAgain() {
    NewFile file =
        newFile(
            ALICE, new Quota(quotaOf(bytes(2 * LEAST_CHARGE)).bytes(), quotaOf(2).openSessions()));
    pool.failAfterCommit(lost());
    assertThatThrownBy(() -> ledger.open(file.by(KEY)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(ledger.open(file.by(KEY)))
        .isInstanceOfSatisfying(
            Entry.Repeated.class, entry -> assertThat(entry.first().id()).isEqualTo(file.id()));
  }

  @Test
  void aLostRequestIsMadeByTheSameCallAgain() {
    NewFile file = newFile(ALICE);
    pool.failBeforeCommit(lost());
    assertThatThrownBy(() -> ledger.open(file.by(KEY)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(ledger.open(file.by(KEY))).isInstanceOf(Entry.Entered.class);
  }

  private static SQLException lost() {
    return new SQLException("connection reset", "08006");
  }

  private static StoredFile committed(Commit commit) {
    return switch (commit) {
      case Commit.Committed done -> done.file();
      case Commit.Superseded superseded -> throw new AssertionError("was superseded");
    };
  }

  private void assertUnchanged() {
    assertThat(POSTGRES.catalog().find(ALICE, seen.id())).isEqualTo(new Lookup.Live(seen));
  }
}
