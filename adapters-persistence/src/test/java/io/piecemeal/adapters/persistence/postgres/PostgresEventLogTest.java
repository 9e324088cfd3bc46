package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.EventLogContract;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresEventLogTest extends EventLogContract {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private static final String WAITING =
      """
      SELECT pid FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()
      """;

  private static final Shard ONE = new Shard(1);
  private static final Shard OTHER = new Shard(2);

  @Override
  protected LedgerFixture emptyLedger() {
    return POSTGRES.emptied();
  }

  private static StoredFile opened(Shard shard) {
    return Samples.entered(POSTGRES.files().open(Samples.newFile(ALICE, shard)));
  }

  private static EventReading.Events read(EventCursor after) {
    return (EventReading.Events) POSTGRES.events().read(ALICE, Optional.of(after), 100);
  }

  private static List<FileId> files(EventReading.Events page) {
    return page.events().stream().map(FileEvent::file).toList();
  }

  /**
   * What one sequence for all events gets wrong: a change that took its number first and commits
   * last is behind the readers by then.
   */
  @Test
  void anEventThatIsCommittedLateIsNotMissed() throws SQLException {
    StoredFile slow = opened(ONE);
    EventCursor start = POSTGRES.events().latest(ALICE);
    StoredFile fast;
    EventCursor behindFast;
    try (Connection connection = POSTGRES.connect()) {
      connection.setAutoCommit(false);
      deleteOn(connection, slow);
      fast = opened(OTHER);
      EventReading.Events page = read(start);
      assertThat(files(page)).containsExactly(fast.id());
      behindFast = page.next();
      connection.commit();
    }

    assertThat(files(read(behindFast))).containsExactly(slow.id());
  }

  /** In one shard, who takes a later number waits for who took the one before. */
  @Test
  void numbersOfAShardAreCommittedInTheirOrder() throws Exception {
    StoredFile slow = opened(ONE);
    EventCursor start = POSTGRES.events().latest(ALICE);
    CompletableFuture<StoredFile> fast;
    try (Connection connection = POSTGRES.connect()) {
      connection.setAutoCommit(false);
      deleteOn(connection, slow);
      fast = CompletableFuture.supplyAsync(() -> opened(ONE));
      awaitBlocked();
      assertThat(read(start).events()).isEmpty();
      connection.commit();
    }

    FileId last = fast.get().id();
    assertThat(files(read(start))).containsExactly(slow.id(), last);
  }

  /** A number that is not used after all is given to the next. */
  @Test
  void aChangeThatIsUndoneLeavesNoGap() throws SQLException {
    StoredFile file = opened(ONE);
    try (Connection connection = POSTGRES.connect()) {
      connection.setAutoCommit(false);
      deleteOn(connection, file);
      connection.rollback();
    }
    opened(ONE);

    assertThat(POSTGRES.events().latest(ALICE)).isEqualTo(EventCursor.NONE.behind(ONE, 2));
    assertThat(read(EventCursor.NONE).events())
        .extracting(FileEvent::type)
        .containsExactly(EventType.FILE_CREATED, EventType.FILE_CREATED);
  }

  /**
   * While nodes are replaced one by one, one of a later version may record what this one does not.
   */
  @Test
  void anEventOfALaterVersionIsPassedOn() {
    opened(ONE);
    POSTGRES.execute("UPDATE event SET type = 'file.scanned_2'");
    opened(ONE);

    assertThat(read(EventCursor.NONE).events())
        .extracting(FileEvent::type)
        .containsExactly(new EventType("file.scanned_2"), EventType.FILE_CREATED);
  }

  private static void deleteOn(Connection connection, StoredFile file) throws SQLException {
    try (var statement = connection.prepareStatement(PostgresFileLedger.DELETE)) {
      new Parameters(statement).file(file.id()).owner(ALICE).file(file.id());
      statement.execute();
    }
  }

  private static void awaitBlocked() throws SQLException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (POSTGRES.rows(WAITING).isEmpty()) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(end);
    }
  }
}
