package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.DeletionQueue} does. */
public abstract class DeletionQueueContract extends LedgerSuite {

  private static final Duration REST = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  protected DeletionQueueContract() {}

  @Test
  final void anEmptyLedgerHasNothingToSweep() {
    assertThat(deletionQueue().expire(10)).isZero();
    assertThat(deletionQueue().killKeys(10)).isZero();
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
    deletionQueue().removeRows(List.of());
    assertThat(deletionQueue().purge(Duration.ZERO, 10)).isZero();
  }

  @Test
  final void filesInUseAreLeftAlone() {
    StoredFile file = filled(ALICE, 5, 7);

    assertThat(deletionQueue().expire(10)).isZero();
    assertThat(deletionQueue().killKeys(10)).isZero();
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
    assertThat(deletionQueue().purge(Duration.ZERO, 10)).isZero();

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(2);
  }

  @Test
  final void expiredFilesArePutOutOfReachOnce() {
    StoredFile file = filled(ALICE, 5);
    opened(ALICE);
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(deletionQueue().expire(10)).isEqualTo(2);
    assertThat(deletionQueue().expire(10)).isZero();

    assertGone(file);
  }

  @Test
  final void aFileThatIsStillFilledDoesNotExpireWithThoseOfItsAge() {
    StoredFile idle = filled(ALICE, 5);
    StoredFile busy = filled(ALICE, 5);
    letTimePass(Duration.ofMinutes(40));
    busy = appended(busy, 5);
    letTimePass(Duration.ofMinutes(40));

    assertThat(deletionQueue().expire(10)).isEqualTo(1);

    assertGone(idle);
    appended(busy, 5);
  }

  @Test
  final void expiryIsRememberedFromTheTimeItHappened() {
    StoredFile file = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk().plusHours(23));
    deletionQueue().expire(10);
    assertGone(file);

    letTimePass(Duration.ofHours(1));

    assertMissing(ALICE, file.id());
  }

  @Test
  final void noStepTakesMoreThanItsLimit() {
    filled(ALICE, 1, 2, 3);
    filled(ALICE, 4);
    filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(inStepsOf(2, () -> deletionQueue().expire(2))).containsExactly(2, 1);
    assertThat(inStepsOf(2, () -> deletionQueue().killKeys(2))).containsExactly(2, 2, 1);
    letTimePass(REST);
    assertThat(inStepsOf(2, () -> deletionQueue().claim(REST, 2).size())).containsExactly(2, 2, 1);
    letTimePass(DAY);
    assertThat(inStepsOf(2, () -> deletionQueue().purge(DAY, 2))).containsExactly(2, 1);
  }

  private static List<Integer> inStepsOf(int limit, IntSupplier step) {
    List<Integer> counts = new ArrayList<>();
    do {
      counts.add(step.getAsInt());
    } while (counts.getLast() == limit);
    return counts;
  }

  @Test
  final void filesOfAllShardsGoTheSameWay() {
    List<ObjectKey> keys = new ArrayList<>();
    for (int number : new int[] {0, 1, 0xabc, Shard.COUNT - 1}) {
      Shard shard = new Shard(number);
      ChunkObject chunk = Samples.chunk(shard, 5);
      StoredFile file = entered(files().open(Samples.newFile(ALICE, shard)));
      committed(files().append(Samples.append(file, chunk)));
      keys.add(chunk.key());
    }
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(deletionQueue().expire(10)).isEqualTo(4);
    assertThat(deletionQueue().killKeys(10)).isEqualTo(4);
    letTimePass(REST);
    assertThat(deletionQueue().claim(REST, 10)).containsExactlyInAnyOrderElementsOf(keys);
    deletionQueue().removeRows(keys);
    assertThat(orphans().unknown(keys)).containsExactlyInAnyOrderElementsOf(keys);
    letTimePass(DAY);
    assertThat(deletionQueue().purge(DAY, 10)).isEqualTo(4);
  }

  @Test
  final void theKeysOfADeletedFileAreDueForRemovalAfterTheirRest() {
    StoredFile file = filled(ALICE, 5, 7);
    List<ObjectKey> keys = keys(file);
    files().delete(ALICE, file.id());

    assertThat(deletionQueue().killKeys(10)).isEqualTo(2);
    assertThat(deletionQueue().killKeys(10)).isZero();
    assertThat(deletionQueue().claim(REST, 10)).isEmpty();
    letTimePass(REST);

    assertThat(deletionQueue().claim(REST, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void manyDeletedFilesWithoutChunksDoNotHoldUpTheOthers() {
    for (int i = 0; i < 5; i++) {
      files().delete(ALICE, opened(ALICE).id());
    }
    files().delete(ALICE, filled(ALICE, 5).id());

    assertThat(deletionQueue().killKeys(2)).isEqualTo(1);
  }

  @Test
  final void aClaimedKeyIsGivenOutAgainOnlyAfterAnotherRest() {
    ObjectKey key = Samples.objectKey();
    resolver().resolve(key);
    letTimePass(REST);
    assertThat(deletionQueue().claim(REST, 10)).containsExactly(key);

    letTimePass(REST.minusMinutes(1));
    assertThat(deletionQueue().claim(REST, 10)).isEmpty();

    letTimePass(Duration.ofMinutes(1));
    assertThat(deletionQueue().claim(REST, 10)).containsExactly(key);
  }

  @Test
  final void removedKeysAreNotGivenOutAgain() {
    ObjectKey removed = Samples.objectKey();
    ObjectKey other = Samples.objectKey();
    resolver().resolve(removed);
    resolver().resolve(other);

    deletionQueue().removeRows(List.of(removed, Samples.objectKey()));
    letTimePass(REST);

    assertThat(deletionQueue().claim(REST, 10)).containsExactly(other);
  }

  @Test
  final void aKeyInUseCannotBeBuried() {
    StoredFile file = filled(ALICE, 5);

    deletionQueue().removeRows(keys(file));

    assertThat(chunks(file)).hasSize(1);
    assertThat(resolver().resolve(keys(file).getFirst())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  final void noTwoClaimersGetTheSameKey() {
    List<ObjectKey> keys = Stream.generate(Samples::objectKey).limit(60).toList();
    keys.forEach(resolver()::resolve);
    letTimePass(REST);

    List<List<ObjectKey>> claims = Race.run(6, lane -> deletionQueue().claim(REST, 20));

    List<ObjectKey> claimed = claims.stream().flatMap(List::stream).toList();
    assertThat(claimed).doesNotHaveDuplicates().isSubsetOf(keys);
    List<ObjectKey> rest = deletionQueue().claim(REST, 60);
    assertThat(Stream.concat(claimed.stream(), rest.stream()))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void severalSweepersShareTheWork() {
    for (int i = 0; i < 20; i++) {
      filled(ALICE, 5, 7);
    }
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(together(() -> deletionQueue().expire(10)) + deletionQueue().expire(100))
        .isEqualTo(20);
    assertThat(together(() -> deletionQueue().killKeys(10)) + deletionQueue().killKeys(100))
        .isEqualTo(40);
    letTimePass(DAY);
    assertThat(together(() -> deletionQueue().purge(DAY, 5)) + deletionQueue().purge(DAY, 100))
        .isEqualTo(20);
  }

  private static int together(IntSupplier step) {
    return Race.run(4, lane -> step.getAsInt()).stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  final void aFileIsForgottenOnlyAfterItWasRememberedLongEnough() {
    StoredFile file = opened(ALICE);
    files().delete(ALICE, file.id());

    letTimePass(DAY.minusMinutes(1));
    assertThat(deletionQueue().purge(DAY, 10)).isZero();
    letTimePass(Duration.ofMinutes(1));
    assertThat(deletionQueue().purge(DAY, 10)).isEqualTo(1);

    assertMissing(ALICE, file.id());
  }

  @Test
  final void aFileWithKeysIsNotForgotten() {
    StoredFile file = filled(ALICE, 5, 7);
    List<ObjectKey> keys = keys(file);
    files().delete(ALICE, file.id());
    letTimePass(DAY);
    deletionQueue().killKeys(1);

    assertThat(deletionQueue().purge(DAY, 10)).isZero();
    deletionQueue().killKeys(1);
    assertThat(deletionQueue().purge(DAY, 10)).isEqualTo(1);

    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void aLedgerThatCannotBeReachedHasNotNothingToSweep() {
    DeletionQueue queue = unreachable().deletionQueue();

    assertUnavailable(
        () -> queue.expire(10),
        () -> queue.killKeys(10),
        () -> queue.claim(REST, 10),
        () -> queue.removeRows(List.of(Samples.objectKey())),
        () -> queue.purge(DAY, 10),
        () -> queue.forgetRequests(10));
  }
}
