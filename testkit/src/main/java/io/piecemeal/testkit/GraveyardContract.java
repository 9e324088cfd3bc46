package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.FileLedger.Fate;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.Graveyard} does. */
public abstract class GraveyardContract extends LedgerSuite {

  private static final Duration REST = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  protected GraveyardContract() {}

  @Test
  final void anEmptyLedgerHasNothingToSweep() {
    assertThat(graveyard().expire(10)).isZero();
    assertThat(graveyard().retire(10)).isZero();
    assertThat(graveyard().claim(Duration.ZERO, 10)).isEmpty();
    graveyard().bury(List.of());
    assertThat(graveyard().forget(Duration.ZERO, 10)).isZero();
  }

  @Test
  final void filesInUseAreLeftAlone() {
    StoredFile file = filled(ALICE, 5, 7);

    assertThat(graveyard().expire(10)).isZero();
    assertThat(graveyard().retire(10)).isZero();
    assertThat(graveyard().claim(Duration.ZERO, 10)).isEmpty();
    assertThat(graveyard().forget(Duration.ZERO, 10)).isZero();

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(2);
  }

  @Test
  final void expiredFilesArePutOutOfReachOnce() {
    StoredFile file = filled(ALICE, 5);
    opened(ALICE);
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(graveyard().expire(10)).isEqualTo(2);
    assertThat(graveyard().expire(10)).isZero();

    assertGone(file);
  }

  @Test
  final void aFileThatIsStillFilledDoesNotExpireWithThoseOfItsAge() {
    StoredFile idle = filled(ALICE, 5);
    StoredFile busy = filled(ALICE, 5);
    letTimePass(Duration.ofMinutes(40));
    busy = appended(busy, 5);
    letTimePass(Duration.ofMinutes(40));

    assertThat(graveyard().expire(10)).isEqualTo(1);

    assertGone(idle);
    appended(busy, 5);
  }

  @Test
  final void expiryIsRememberedFromTheTimeItHappened() {
    StoredFile file = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk().plusHours(23));
    graveyard().expire(10);
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

    assertThat(inStepsOf(2, () -> graveyard().expire(2))).containsExactly(2, 1);
    assertThat(inStepsOf(2, () -> graveyard().retire(2))).containsExactly(2, 2, 1);
    letTimePass(REST);
    assertThat(inStepsOf(2, () -> graveyard().claim(REST, 2).size())).containsExactly(2, 2, 1);
    letTimePass(DAY);
    assertThat(inStepsOf(2, () -> graveyard().forget(DAY, 2))).containsExactly(2, 1);
  }

  private static List<Integer> inStepsOf(int limit, IntSupplier step) {
    List<Integer> counts = new ArrayList<>();
    do {
      counts.add(step.getAsInt());
    } while (counts.getLast() == limit);
    return counts;
  }

  @Test
  final void theKeysOfADeletedFileAreDueForRemovalAfterTheirRest() {
    StoredFile file = filled(ALICE, 5, 7);
    List<ObjectKey> keys = keys(file);
    files().delete(ALICE, file.id());

    assertThat(graveyard().retire(10)).isEqualTo(2);
    assertThat(graveyard().retire(10)).isZero();
    assertThat(graveyard().claim(REST, 10)).isEmpty();
    letTimePass(REST);

    assertThat(graveyard().claim(REST, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void manyDeletedFilesWithoutChunksDoNotHoldUpTheOthers() {
    for (int i = 0; i < 5; i++) {
      files().delete(ALICE, opened(ALICE).id());
    }
    files().delete(ALICE, filled(ALICE, 5).id());

    assertThat(graveyard().retire(2)).isEqualTo(1);
  }

  @Test
  final void aClaimedKeyIsGivenOutAgainOnlyAfterAnotherRest() {
    ObjectKey key = Samples.objectKey();
    files().settle(key);
    letTimePass(REST);
    assertThat(graveyard().claim(REST, 10)).containsExactly(key);

    letTimePass(REST.minusMinutes(1));
    assertThat(graveyard().claim(REST, 10)).isEmpty();

    letTimePass(Duration.ofMinutes(1));
    assertThat(graveyard().claim(REST, 10)).containsExactly(key);
  }

  @Test
  final void buriedKeysAreNotGivenOutAgain() {
    ObjectKey buried = Samples.objectKey();
    ObjectKey other = Samples.objectKey();
    files().settle(buried);
    files().settle(other);

    graveyard().bury(List.of(buried, Samples.objectKey()));
    letTimePass(REST);

    assertThat(graveyard().claim(REST, 10)).containsExactly(other);
  }

  @Test
  final void aKeyInUseCannotBeBuried() {
    StoredFile file = filled(ALICE, 5);

    graveyard().bury(keys(file));

    assertThat(chunks(file)).hasSize(1);
    assertThat(files().settle(keys(file).getFirst())).isEqualTo(Fate.LIVE);
  }

  @Test
  final void noTwoClaimersGetTheSameKey() {
    List<ObjectKey> keys = Stream.generate(Samples::objectKey).limit(60).toList();
    keys.forEach(files()::settle);
    letTimePass(REST);

    List<List<ObjectKey>> claims = Race.run(6, lane -> graveyard().claim(REST, 20));

    List<ObjectKey> claimed = claims.stream().flatMap(List::stream).toList();
    assertThat(claimed).doesNotHaveDuplicates().isSubsetOf(keys);
    List<ObjectKey> rest = graveyard().claim(REST, 60);
    assertThat(Stream.concat(claimed.stream(), rest.stream()))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  final void severalSweepersShareTheWork() {
    for (int i = 0; i < 20; i++) {
      filled(ALICE, 5, 7);
    }
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(together(() -> graveyard().expire(10)) + graveyard().expire(100)).isEqualTo(20);
    assertThat(together(() -> graveyard().retire(10)) + graveyard().retire(100)).isEqualTo(40);
    letTimePass(DAY);
    assertThat(together(() -> graveyard().forget(DAY, 5)) + graveyard().forget(DAY, 100))
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
    assertThat(graveyard().forget(DAY, 10)).isZero();
    letTimePass(Duration.ofMinutes(1));
    assertThat(graveyard().forget(DAY, 10)).isEqualTo(1);

    assertMissing(ALICE, file.id());
  }

  @Test
  final void aFileWithKeysIsNotForgotten() {
    StoredFile file = filled(ALICE, 5, 7);
    List<ObjectKey> keys = keys(file);
    files().delete(ALICE, file.id());
    letTimePass(DAY);
    graveyard().retire(1);

    assertThat(graveyard().forget(DAY, 10)).isZero();
    graveyard().retire(1);
    assertThat(graveyard().forget(DAY, 10)).isEqualTo(1);

    assertThat(graveyard().claim(Duration.ZERO, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }
}
