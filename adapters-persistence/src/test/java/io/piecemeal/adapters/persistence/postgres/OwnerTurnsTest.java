package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One owner's work leaves connections for the others. */
final class OwnerTurnsTest {

  private final OwnerTurns turns = new OwnerTurns(Duration.ofMillis(1));

  @Test
  void ownerHasHalfOfTheConnectionsAndOthersHaveTheirs() {
    List<OwnerTurns.Turn> taken =
        Stream.generate(() -> turns.take(Samples.ALICE, "look")).limit(5).toList();

    assertThatThrownBy(() -> turns.take(Samples.ALICE, "look"))
        .isInstanceOf(StorageFailure.Unavailable.class)
        .hasMessageContaining("could not look: other work of this owner has its 5 connections");
    assertThat(turns.take(Samples.BOB, "look")).isNotNull();

    taken.getFirst().close();
    assertThat(turns.take(Samples.ALICE, "look")).isNotNull();
  }

  @Test
  void ownerWhoseWorkAllWaitsForALockKeepsNobodyElseFromTheDatabase() throws Exception {
    try (PostgresUnderTest postgres = new PostgresUnderTest();
        Connection holder = postgres.connect();
        Statement lock = holder.createStatement()) {
      openUnderQuota(postgres);
      holder.setAutoCommit(false);
      lock.execute("SELECT 1 FROM quota_lock FOR UPDATE");
      List<Thread> waiting =
          Stream.generate(() -> Thread.startVirtualThread(() -> openUnderQuota(postgres)))
              .limit(50)
              .toList();
      while (waitingForLocks(postgres) < 5) {
        Thread.onSpinWait();
      }

      assertThat(Samples.entered(postgres.files().open(Samples.newFile(Samples.BOB))).owner())
          .isEqualTo(Samples.BOB);

      holder.rollback();
      for (Thread thread : waiting) {
        thread.join();
      }
    }
  }

  private static int waitingForLocks(PostgresUnderTest postgres) throws SQLException {
    return Integer.parseInt(
        postgres
            .rows(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND query LIKE '%quota_lock%'
                """)
            .getFirst());
  }

  /** How long it waits, and whether too long, is no matter here. */
  private static void openUnderQuota(PostgresUnderTest postgres) {
    try {
      postgres.files().open(Samples.newFile(Samples.ALICE, Samples.quotaOf(10_000)));
    } catch (StorageFailure late) {
      assertThat(late).isInstanceOf(StorageFailure.Unavailable.class);
    }
  }
}
