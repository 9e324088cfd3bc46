package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.Orphans} does. */
public abstract class OrphansContract extends LedgerSuite {

  private static final Duration REST = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  protected OrphansContract() {}

  @Test
  final void onlyKeysWithoutAnyEntryAreUnknown() {
    StoredFile file = filled(ALICE, 5, 7);
    ObjectKey live = keys(file).getFirst();
    StoredFile deleted = filled(ALICE, 5);
    ObjectKey gone = keys(deleted).getFirst();
    files().delete(ALICE, deleted.id());
    ObjectKey dead = Samples.objectKey(new Shard(1));
    resolver().resolve(dead);
    ObjectKey unknown = Samples.objectKey(new Shard(2));

    assertThat(orphans().unknown(List.of(live, gone, dead, unknown))).containsExactly(unknown);
    assertThat(orphans().unknown(List.of())).isEmpty();
  }

  @Test
  final void askingChangesNothing() {
    ChunkObject chunk = Samples.chunk(5);
    orphans().unknown(List.of(chunk.key()));

    committed(files().append(Samples.append(opened(ALICE), chunk)));
  }

  @Test
  final void onlyUnknownKeysAreCondemned() {
    StoredFile file = filled(ALICE, 5);
    ObjectKey live = keys(file).getFirst();
    ObjectKey dead = Samples.objectKey(new Shard(1));
    resolver().resolve(dead);
    ObjectKey unknown = Samples.objectKey(new Shard(2));

    assertThat(orphans().fence(List.of(live, dead, unknown), WEEK, HighWaterMark.ZERO))
        .containsExactly(unknown);
    assertThat(orphans().fence(List.of(live, dead, unknown), WEEK, HighWaterMark.ZERO)).isEmpty();
    assertThat(orphans().fence(List.of(), WEEK, HighWaterMark.ZERO)).isEmpty();

    assertThat(resolver().resolve(live)).isEqualTo(CommitStatus.LIVE);
    assertThat(resolver().resolve(unknown)).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  final void aCondemnedKeyCannotBeCommittedHoweverLateTheRequestComes() {
    StoredFile file = filled(ALICE, 5);
    ChunkObject late = Samples.chunk(7);
    orphans().fence(List.of(late.key()), WEEK, HighWaterMark.ZERO);

    letTimePass(RETENTION.sinceLastChunk().minusMinutes(1));

    assertThatThrownBy(() -> files().append(Samples.append(file, late)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(chunks(file)).hasSize(1);
  }

  @Test
  final void aCondemnedKeyIsNotSweptBeforeItsRestIsOver() {
    ObjectKey key = Samples.objectKey();
    orphans().fence(List.of(key), WEEK, HighWaterMark.ZERO);

    letTimePass(WEEK.minusMinutes(1));
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
    letTimePass(REST);
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactly(key);
    deletionQueue().removeRows(List.of(key));

    assertThat(orphans().unknown(List.of(key))).containsExactly(key);
  }

  @Test
  final void aLedgerWhoseMarkIsBelowTheOneSeenCondemnsNothing() {
    ObjectKey key = Samples.objectKey();
    HighWaterMark behind = mark().advance();
    HighWaterMark seen = new HighWaterMark(behind.value() + 1);

    assertThat(orphans().fence(List.of(key), WEEK, seen)).isEmpty();
    assertThat(orphans().unknown(List.of(key))).containsExactly(key);

    mark().advance();
    assertThat(orphans().fence(List.of(key), WEEK, seen)).containsExactly(key);
  }

  @Test
  final void noKeyIsCondemnedTwiceByCollectorsThatComeTogether() {
    List<ObjectKey> keys = Stream.generate(Samples::objectKey).limit(50).toList();

    List<ObjectKey> fenced =
        Race.run(4, lane -> orphans().fence(keys, WEEK, HighWaterMark.ZERO)).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(fenced).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void ofACommitAndACollectorThatComeTogetherOneWins() {
    for (int round = 0; round < 10; round++) {
      StoredFile file = opened(ALICE);
      ChunkObject chunk = Samples.chunk(5);

      List<Boolean> won = Race.run(2, lane -> lane == 0 ? commits(file, chunk) : fences(chunk));

      assertThat(won).containsExactlyInAnyOrder(true, false);
    }
  }

  private boolean commits(StoredFile file, ChunkObject chunk) {
    try {
      return files().append(Samples.append(file, chunk)) instanceof Commit.Committed;
    } catch (StorageFailure.Unavailable e) {
      return false;
    }
  }

  private boolean fences(ChunkObject chunk) {
    return !orphans().fence(List.of(chunk.key()), WEEK, HighWaterMark.ZERO).isEmpty();
  }

  @Test
  final void aLedgerThatCannotBeReachedDoesNotCallKeysUnknown() {
    Orphans orphans = unreachable().orphans();
    List<ObjectKey> keys = List.of(Samples.objectKey());

    assertUnavailable(
        () -> orphans.unknown(keys), () -> orphans.fence(keys, WEEK, HighWaterMark.ZERO));
  }
}
