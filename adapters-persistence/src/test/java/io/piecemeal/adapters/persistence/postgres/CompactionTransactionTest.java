package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.lastAppend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A swap of rows is whole or not there, wherever its connection is lost. */
final class CompactionTransactionTest {

  private static final int STATEMENTS = 3;

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private final ChunkObject whole = Samples.chunk(12);
  private final FaultyPool pool = new FaultyPool(POSTGRES.pool());

  @AutoClose private final TestPersistence faulty = TestPersistence.on(pool.dataSource());

  private final Compactions compactions = faulty.ports().compactions();
  private final CompleteFile file = complete();

  private static CompleteFile complete() {
    StoredFile opened = Samples.entered(POSTGRES.emptied().files().open(Samples.newFile(ALICE)));
    StoredFile filled = committed(POSTGRES.files().append(append(opened, Samples.chunk(5))));
    return (CompleteFile)
        committed(POSTGRES.files().append(lastAppend(filled, Samples.chunk(7), Samples.digest(1))));
  }

  private static StoredFile committed(Commit commit) {
    return switch (commit) {
      case Commit.Committed done -> done.file();
      case Commit.Superseded superseded -> throw new AssertionError("was superseded");
    };
  }

  private List<Chunk> chunks() {
    return POSTGRES.catalog().chunks(file, ByteCount.ZERO, 10).orElseThrow();
  }

  private static SQLException lost() {
    return new SQLException("connection reset", "08006");
  }

  @Test
  void aConnectionThatIsLostBeforeTheCommitSurelyChangedNothing() {
    for (int before = 0; before < STATEMENTS; before++) {
      pool.passNext(before);
      pool.failAfter(lost());

      assertThatThrownBy(() -> compactions.replace(file, whole))
          .isInstanceOf(StorageFailure.Unavailable.class);

      assertThat(chunks()).hasSize(2);
    }
    assertThat(pool.executions()).isEqualTo(1 + 2 + STATEMENTS);
  }

  @Test
  void aLostAnswerToTheCommitIsAnUnknownOutcomeAndSettledAsLive() {
    pool.failAfterCommit(lost());

    assertThatThrownBy(() -> compactions.replace(file, whole))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(whole.key())).isEqualTo(CommitStatus.LIVE);
    assertThat(chunks()).extracting(Chunk::object).containsExactly(whole);
  }

  @Test
  void aLostCommitIsAnUnknownOutcomeAndSettledAsDead() {
    pool.failBeforeCommit(lost());

    assertThatThrownBy(() -> compactions.replace(file, whole))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(POSTGRES.resolver().resolve(whole.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(chunks()).hasSize(2);
  }

  @Test
  void aSwapThatIsSupersededLeavesTheConnectionAsItWas() throws SQLException {
    compactions.replace(file, whole);
    compactions.replace(file, Samples.chunk(12));

    try (var connection = POSTGRES.connect()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(chunks()).extracting(Chunk::object).containsExactly(whole);
  }
}
