package io.piecemeal.application.upkeep;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compactions that are overtaken, cut off or out of luck. The file is whole in the end. */
final class CompactionFaultTest {

  private static final String WHOLE = "one two three";

  private final Scene scene = new Scene();
  private final CompactFilesService compact = Compacting.in(scene);
  private final StoredFile file = scene.complete(scene.filled("one ", "two ", "three"));
  private final List<ObjectKey> chunks = scene.keys(file);
  private final StorageFailure failure = new StorageFailure.Unavailable("injected");

  @Test
  void aReplacementThatWasMadeAfterAllIsKept() {
    scene.compactions.loseNextAnswer();

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.chunks(file)).hasSize(1);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
  }

  @Test
  void aReplacementThatWasNotMadeNeverWillBeAndLeavesNoObject() {
    scene.compactions.loseNextReplacement();

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    assertUntouched();
    assertThat(scene.rows.resolve(scene.observed.deleted().getFirst()))
        .isEqualTo(CommitStatus.DEAD);
  }

  @Test
  void whereNobodyCanBeAskedTheObjectStays() {
    scene.compactions.loseNextAnswer();
    scene.ledger.refuseNextResolve();

    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED));

    assertThat(scene.observed.deleted()).isEmpty();
    assertThat(scene.content(file)).isEqualTo(WHOLE);
  }

  @Test
  void aReplacementThatIsRefusedLeavesNoObjectAndIsMadeLater() {
    scene.compactions.refuseNextReplacement();

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED));

    assertUntouched();
    assertTakenUpAfterTheLease();
  }

  @Test
  void anAppendingStoreThatFailsLeavesNoObjectAndIsAskedAgainLater() {
    Scene other = new Scene();
    CompactFilesService compacting = Compacting.in(other);
    String large = "x".repeat((int) Compacting.LARGE);
    other.complete(other.filled("one ", large, "two ", "three"));
    other.observed.appendByItself();
    other.store.failAt(1, Operation.APPEND, failure);

    assertThatThrownBy(() -> compacting.compact(Pace.UNLIMITED)).isSameAs(failure);

    assertThat(other.objects.keys()).hasSize(4);
    assertThat(other.observed.unclosed()).isZero();
    other.clock.advance(Compacting.LEASE);
    assertThat(compacting.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);
  }

  @Test
  void aFileThatIsDeletedMeanwhileStaysDeletedAndTheCopyIsDiscarded() {
    scene.compactions.beforeNextReplacement(() -> scene.rows.delete(ALICE, file.id()));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(chunks);
  }

  @Test
  void aFileThatIsDeletedWhileItIsReadIsLeftAlone() {
    scene.looks.beforeChunks(1, () -> scene.rows.delete(ALICE, file.id()));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(chunks);
  }

  @Test
  void aFileThatExpiresMeanwhileStaysExpiredAndTheCopyIsDiscarded() {
    scene.compactions.beforeNextReplacement(() -> scene.clock.advance(RETENTION.sinceLastChunk()));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(chunks);
  }

  @Test
  void ofTwoCompactorsTheFirstOneWinsAndTheOthersCopyIsDiscarded() {
    CompactFilesService other = Compacting.in(scene);
    scene.compactions.beforeNextReplacement(
        () -> {
          scene.clock.advance(Compacting.LEASE);
          assertThat(other.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);
        });

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    Set<ObjectKey> expected = new HashSet<>(chunks);
    expected.addAll(scene.keys(file));
    assertThat(scene.objects.keys()).hasSize(4).isEqualTo(expected);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
  }

  @Test
  void whoDiesBeforeTheCommitLeavesAnObjectOfNobody() {
    AssertionError death = new AssertionError("as if the process had ended here");
    scene.compactions.beforeNextReplacement(
        () -> {
          throw death;
        });

    assertThatThrownBy(() -> compact.compact(Pace.UNLIMITED)).isSameAs(death);

    assertThat(scene.keys(file)).isEqualTo(chunks);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
    Set<ObjectKey> orphans = new HashSet<>(scene.objects.keys());
    chunks.forEach(orphans::remove);
    assertThat(orphans).hasSize(1);
    assertThat(scene.rows.resolve(orphans.iterator().next())).isEqualTo(CommitStatus.DEAD);
    assertTakenUpAfterTheLease();
  }

  @Test
  void whoDiesWhileCopyingIsSucceededAfterTheLease() {
    AssertionError death = new AssertionError("as if the process had ended here");
    scene.looks.beforeChunks(
        1,
        () -> {
          throw death;
        });

    assertThatThrownBy(() -> compact.compact(Pace.UNLIMITED)).isSameAs(death);

    assertUntouched();
    assertTakenUpAfterTheLease();
  }

  @Test
  void aPaceThatThrowsEndsTheCopying() {
    RuntimeException stop = new IllegalStateException("the service stops");
    Pace ending =
        bytes -> {
          throw stop;
        };

    assertThatThrownBy(() -> compact.compact(ending)).isSameAs(stop);

    assertUntouched();
    assertTakenUpAfterTheLease();
  }

  @Test
  void damagedBytesAreNotCopiedAndNotTriedAgainAtOnce() {
    scene.observed.alter(chunks.get(1));

    assertThatExceptionOfType(StorageFailure.Damaged.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED));

    assertUntouched();
    scene.observed.restore();
    assertTakenUpAfterTheLease();
  }

  @Test
  void bytesThatAreNotThoseOfTheFilesDigestAreNotCopied() {
    compact.compact(Pace.UNLIMITED);
    StoredFile wrong = scene.filled("a", "b", "c");
    scene.rows.complete(wrong.requireOpen().complete(Scene.sha256("abd")));

    assertThatExceptionOfType(StorageFailure.Damaged.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED))
        .havingCause()
        .withMessage(
            "file %s has SHA-256 %s, expected %s",
            wrong.id(), Scene.sha256("abc"), Scene.sha256("abd"));

    assertThat(scene.chunks(wrong)).hasSize(3);
    assertThat(scene.keys(wrong)).allMatch(scene.objects.keys()::contains);
    assertThat(scene.objects.keys()).hasSize(3 + 1 + 3);
  }

  @Test
  void whereThereIsNoRoomTheFileStaysAsItIs() {
    scene.store.withRoomFor(WHOLE.length() - 1);

    assertThatExceptionOfType(StorageFailure.NoSpace.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED));

    assertUntouched();
  }

  @Test
  void aCopyThatCannotBeMadeDurableIsGivenUp() {
    scene.store.failAt(1, Operation.SYNC, failure);

    assertThatThrownBy(() -> compact.compact(Pace.UNLIMITED)).isSameAs(failure);

    assertUntouched();
    assertTakenUpAfterTheLease();
  }

  @Test
  void aStoreThatCannotBeReadIsAnOutage() {
    IOException fault = new IOException("injected");
    scene.observed.breakReading(fault);

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED))
        .withCause(fault);

    scene.observed.restore();
    assertUntouched();
  }

  @Test
  void aCopyThatCannotBeDiscardedIsDueForRemoval() {
    scene.compactions.beforeNextReplacement(() -> scene.rows.delete(ALICE, file.id()));
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.SUPERSEDED);

    assertThat(scene.rows.claim(Duration.ZERO, 10)).hasSize(1);
  }

  private void assertUntouched() {
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.keys(file)).isEqualTo(chunks);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(chunks);
  }

  private void assertTakenUpAfterTheLease() {
    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.NOTHING_DUE);
    scene.clock.advance(Compacting.LEASE);
    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
  }
}
