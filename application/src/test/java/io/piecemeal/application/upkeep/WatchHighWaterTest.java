package io.piecemeal.application.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryLedgerMark;
import io.piecemeal.testkit.InMemoryStoreMark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two marks that go up together, and what it means where they do not. */
final class WatchHighWaterTest {

  private final InMemoryLedgerMark ledger = new InMemoryLedgerMark();
  private final InMemoryStoreMark store = new InMemoryStoreMark();
  private final CommitFlag commits = new CommitFlag();
  private final WatchHighWaterService watch = new WatchHighWaterService(ledger, store, commits);

  @Test
  void aFirstStartAgreesAndStepsTogether() {
    assertThat(watch.compare().standing()).isEqualTo(Standing.AGREED);

    assertThat(watch.beat()).isEqualTo(marks(1, 1));
    assertThat(watch.compare()).isEqualTo(marks(1, 1));
  }

  @Test
  void aBeatWithoutCommitsAdvancesNothing() {
    watch.beat();

    assertThat(watch.beat()).isEqualTo(marks(1, 1));
    commits.note();
    assertThat(watch.beat()).isEqualTo(marks(2, 2));
  }

  @Test
  void aFirstStepThatBreaksOffIsNoLossAndIsMadeUpForByTheNextBeat() {
    // After the ledger's mark, and before the one beside the objects.
    store.failAt(3);

    assertThatThrownBy(watch::beat).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(watch.compare()).isEqualTo(marks(1, 0));
    assertThat(watch.compare().standing()).isEqualTo(Standing.AGREED);
    assertThat(watch.beat()).isEqualTo(marks(2, 2));
  }

  @Test
  void whatWasCommittedOrMayHaveBeenIsMarkedByTheNextBeat() {
    Scene scene = new Scene();
    StoredFile file = scene.open();
    scene.highWater.beat();

    scene.append(file, "one ");
    assertThat(scene.highWater.beat()).isEqualTo(marks(2, 2));
    assertThat(scene.highWater.beat()).isEqualTo(marks(2, 2));

    scene.ledger.loseNextAnswer();
    scene.ledger.refuseNextResolve();
    assertThatThrownBy(() -> scene.append(file, "two"))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);
    assertThat(scene.highWater.beat()).isEqualTo(marks(3, 3));
  }

  @Test
  void aLedgerThatIsAheadAgrees() {
    watch.beat();
    ledger.advance();

    assertThat(watch.compare().standing()).isEqualTo(Standing.AGREED);
    assertThat(watch.advance()).isEqualTo(marks(3, 3));
  }

  @Test
  void aLedgerThatWasSetBackIsHeldAndNotAdvanced() {
    watch.advance();
    watch.advance();
    ledger.setBackTo(new HighWaterMark(1));
    commits.note();

    assertThat(watch.beat().standing()).isEqualTo(Standing.HELD);
    assertThat(watch.advance().standing()).isEqualTo(Standing.HELD);
    assertThat(watch.compare()).isEqualTo(marks(1, 2));
  }

  @Test
  void releaseMakesThemAgreeAndWhatWasCommittedMeanwhileIsMarkedThen() {
    watch.advance();
    watch.advance();
    ledger.setBackTo(HighWaterMark.ZERO);
    watch.beat();

    assertThat(watch.release()).isEqualTo(marks(2, 2));
    assertThat(watch.beat()).isEqualTo(marks(3, 3));
  }

  @Test
  void aMarkThatIsGoneFromTheStoreIsALossUntilReleased() {
    watch.advance();
    store.lose();

    assertThat(watch.beat().standing()).isEqualTo(Standing.HELD);
    assertThat(store.read()).isEmpty();

    assertThat(watch.release()).isEqualTo(marks(1, 1));
  }

  @Test
  void aNewDatabaseBesideOldObjectsIsHeld() {
    store.raise(new HighWaterMark(57));

    Marks marks = watch.advance();
    assertThat(marks.standing()).isEqualTo(Standing.HELD);
    assertThat(marks.isLedgerNew()).isTrue();
  }

  @Test
  void onlyADatabaseToWhichNothingWasCommittedIsNewBesideItsObjects() {
    assertThat(watch.compare().isLedgerNew()).isFalse();
    watch.advance();
    assertThat(watch.compare().isLedgerNew()).isFalse();
    store.raise(new HighWaterMark(57));
    assertThat(watch.compare().isLedgerNew()).isFalse();
  }

  @Test
  void aHoldOfWhatHasNoFilesYetMakesItsDatabaseNoNewOne() {
    Marks held = watch.hold();

    assertThat(held.standing()).isEqualTo(Standing.HELD);
    assertThat(held.isLedgerNew()).isFalse();
  }

  @Test
  void aHoldOutlastsStepsThatWereUnderWayAndEndsWithARelease() {
    watch.advance();
    assertThat(watch.hold().standing()).isEqualTo(Standing.HELD);
    ledger.advance();
    store.raise(ledger.read());
    commits.note();

    assertThat(watch.beat().standing()).isEqualTo(Standing.HELD);
    Marks held = watch.compare();
    assertThat(watch.hold()).isEqualTo(held);
    assertThat(watch.release().standing()).isEqualTo(Standing.AGREED);
    assertThat(watch.beat().standing()).isEqualTo(Standing.AGREED);
    assertThat(watch.hold().standing()).isEqualTo(Standing.HELD);
  }

  private static Marks marks(long ledger, long store) {
    return new Marks(new HighWaterMark(ledger), Optional.of(new HighWaterMark(store)));
  }
}
