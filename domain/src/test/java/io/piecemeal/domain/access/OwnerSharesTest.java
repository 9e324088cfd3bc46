package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.access.OwnerShares.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How owners share what there is a bounded number of. */
class OwnerSharesTest {

  private static final Owner ALICE = new Owner("alice");
  private static final Owner BOB = new Owner("bob");

  private final OwnerShares shares = new OwnerShares(100);

  @Test
  void ownerAloneTakesHalfAndNotMore() {
    assertThat(takeAll(ALICE)).hasSize(50);
    assertThat(shares.take(ALICE, 1)).isEqualTo(new Attempt.Refused(Reason.OWN_SHARE, 50, 100));
  }

  @Test
  void everyNewcomerTakesAsMuchAsItLeavesFree() {
    takeAll(ALICE);
    assertThat(takeAll(BOB)).hasSize(25);
    assertThat(takeAll(new Owner("carol"))).hasSize(12);
    assertThat(takeAll(new Owner("dave"))).hasSize(6);
  }

  @Test
  void greedyOwnersComeToEqualShares() {
    List<Attempt.Taken> alices = takeAll(ALICE);
    takeAll(BOB);
    // Whatever one gives back, both may ask for again.
    for (Attempt.Taken one : alices) {
      one.close();
      takeAll(BOB);
      takeAll(ALICE);
    }
    assertThat(((Attempt.Refused) shares.take(ALICE, 1)).share()).isBetween(33L, 34L);
    assertThat(((Attempt.Refused) shares.take(BOB, 1)).share()).isBetween(33L, 34L);
  }

  @Test
  void ownerWithNothingIsRefusedOnlyIfAllIsTaken() {
    assertThat(shares.take(ALICE, 99)).isInstanceOf(Attempt.Taken.class);
    assertThat(shares.take(BOB, 1)).isInstanceOf(Attempt.Taken.class);
    assertThat(shares.take(new Owner("carol"), 1))
        .isInstanceOfSatisfying(
            Attempt.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.ALL_TAKEN));
  }

  @Test
  void whatIsGivenBackTwiceIsFreeOnce() {
    OwnerShares one = new OwnerShares(1);
    Attempt.Taken taken = (Attempt.Taken) one.take(ALICE, 1);
    assertThat(one.take(BOB, 1)).isInstanceOf(Attempt.Refused.class);

    taken.close();
    taken.close();

    assertThat(one.take(BOB, 1)).isInstanceOf(Attempt.Taken.class);
    assertThat(one.take(ALICE, 1)).isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void ownerWithSomeIsToldItsShareEvenIfTheOthersHaveTheRest() {
    shares.take(ALICE, 60);
    shares.take(BOB, 39);

    assertThat(shares.take(BOB, 1)).isEqualTo(new Attempt.Refused(Reason.OWN_SHARE, 20, 100));
  }

  @Test
  void patientOwnerGetsWhatAnotherGivesBack() throws Exception {
    Attempt.Taken all = (Attempt.Taken) shares.take(ALICE, 100);
    FutureTask<Attempt> patient =
        new FutureTask<>(() -> shares.take(BOB, 40, Duration.ofMinutes(10)));
    Thread waiting = Thread.ofPlatform().daemon().start(patient);
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      assertThat(patient.isDone()).isFalse();
      Thread.onSpinWait();
    }

    all.close();

    assertThat(patient.get(1, TimeUnit.MINUTES)).isInstanceOf(Attempt.Taken.class);
  }

  @Test
  void patientOwnerKeepsNobodyFromTheRest() throws Exception {
    FutureTask<Attempt> other = new FutureTask<>(() -> shares.take(BOB, 40));

    shares.take(ALICE, 1, Duration.ofMinutes(10));
    Thread.ofPlatform().daemon().start(other);

    assertThat(other.get(1, TimeUnit.MINUTES)).isInstanceOf(Attempt.Taken.class);
  }

  @Test
  void patienceEnds() throws Exception {
    shares.take(ALICE, 100);
    assertThat(shares.take(BOB, 1, Duration.ofMillis(1)))
        .isEqualTo(new Attempt.Refused(Reason.ALL_TAKEN, 1, 100));
  }

  @Test
  void thereIsSomethingToShare() {
    assertThatThrownBy(() -> new OwnerShares(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private List<Attempt.Taken> takeAll(Owner owner) {
    List<Attempt.Taken> all = new ArrayList<>();
    while (shares.take(owner, 1) instanceof Attempt.Taken one) {
      all.add(one);
    }
    return all;
  }
}
