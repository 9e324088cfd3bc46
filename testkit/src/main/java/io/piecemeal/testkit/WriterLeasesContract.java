package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLease.Leased;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WriterLeases} does. */
public abstract class WriterLeasesContract {

  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final StoreWriter ONE = new StoreWriter(0, 1);
  private static final StoreWriter OTHER =
      new StoreWriter(StoreWriter.MAX_SECONDS, StoreWriter.MAX_RANDOM);

  private WriterLeases leases;

  protected WriterLeasesContract() {}

  /** Of a ledger that is new; called before each test. */
  protected abstract WriterLeases newLeases();

  /** The same leases as another process has them. */
  protected abstract WriterLeases secondNode();

  /** Makes everything that the ledger knows this much older. */
  protected abstract void letTimePass(Duration time);

  /** Of a ledger that cannot be reached. */
  protected Optional<WriterLeases> unreachable() {
    return Optional.empty();
  }

  @BeforeEach
  final void start() {
    leases = newLeases();
  }

  @Test
  final void aWriterThatIsSilentIsTakenOverWithTheNamesThatItHad() {
    WriterLease lease =
        new WriterLease(
            ONE,
            List.of(
                name(ONE, 0),
                new Leased(new StoreName(ONE, 7), Optional.of("an upload, \"quoted\"")),
                name(ONE, StoreName.COUNT - 1)));
    leases.begin(lease);
    letTimePass(SILENCE);

    assertThat(secondNode().takeOver(SILENCE, HOLD, 10)).containsExactly(lease);
  }

  @Test
  final void aWriterWithoutNamesIsTakenOverToo() {
    leases.begin(lease(ONE));
    letTimePass(SILENCE);

    assertThat(leases.takeOver(SILENCE, HOLD, 10)).containsExactly(lease(ONE));
  }

  @Test
  final void theNamesAreThoseOfTheLastRenewal() {
    leases.begin(lease(ONE, 0, 1, 2));
    assertThat(leases.renew(lease(ONE, 2, 3))).isTrue();
    letTimePass(SILENCE);

    assertThat(leases.takeOver(SILENCE, HOLD, 10)).containsExactly(lease(ONE, 2, 3));
  }

  @Test
  final void aWriterThatRenewedItsLeaseIsNotTakenOver() {
    leases.begin(lease(ONE, 0));
    letTimePass(SILENCE.minusSeconds(10));
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).isEmpty();

    leases.renew(lease(ONE, 0));
    letTimePass(SILENCE.minusSeconds(10));

    assertThat(leases.takeOver(SILENCE, HOLD, 10)).isEmpty();
  }

  @Test
  final void aLeaseThatWasTakenOverStandsNoMoreAndNeverWill() {
    leases.begin(lease(ONE, 0));
    letTimePass(SILENCE);
    secondNode().takeOver(SILENCE, HOLD, 10);

    assertThat(leases.renew(lease(ONE, 0, 1))).isFalse();
    letTimePass(HOLD);
    assertThat(leases.renew(lease(ONE, 0, 1))).isFalse();
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).containsExactly(lease(ONE, 0));
  }

  @Test
  final void aWriterThatWasEndedIsGone() {
    leases.begin(lease(ONE, 0));
    leases.begin(lease(OTHER, 0));
    leases.end(List.of(ONE, new StoreWriter(3, 3)));

    assertThat(leases.renew(lease(ONE, 0))).isFalse();
    letTimePass(SILENCE);
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).containsExactly(lease(OTHER, 0));
    leases.end(List.of());
  }

  @Test
  final void oneThatIsHeldIsNotGivenOutAgainBeforeTheHoldIsOver() {
    leases.begin(lease(ONE, 0));
    letTimePass(SILENCE);
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).hasSize(1);

    letTimePass(HOLD.minusSeconds(10));
    assertThat(secondNode().takeOver(SILENCE, HOLD, 10)).isEmpty();
    letTimePass(Duration.ofSeconds(10));
    assertThat(secondNode().takeOver(SILENCE, HOLD, 10)).hasSize(1);
  }

  @Test
  final void theLongestSilentComesFirst() {
    leases.begin(lease(OTHER, 0));
    letTimePass(SILENCE);
    leases.begin(lease(ONE, 0));
    letTimePass(SILENCE);

    assertThat(leases.takeOver(SILENCE, HOLD, 1)).containsExactly(lease(OTHER, 0));
    assertThat(leases.takeOver(SILENCE, HOLD, 1)).containsExactly(lease(ONE, 0));
  }

  @Test
  final void aWriterIsNotEnteredTwice() {
    leases.begin(lease(ONE, 0));

    assertThatThrownBy(() -> secondNode().begin(lease(ONE, 1))).isInstanceOf(StorageFailure.class);
    letTimePass(SILENCE);
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).containsExactly(lease(ONE, 0));
  }

  @Test
  final void nodesThatTakeOverTogetherGetDifferentWriters() {
    int writers = 40;
    for (int i = 0; i < writers; i++) {
      leases.begin(lease(new StoreWriter(1, i), i));
    }
    letTimePass(SILENCE);

    List<WriterLease> taken =
        Race.run(4, lane -> secondNode().takeOver(SILENCE, HOLD, writers)).stream()
            .flatMap(Collection::stream)
            .toList();

    assertThat(taken).hasSize(writers).doesNotHaveDuplicates();
  }

  @Test
  final void aLedgerThatCannotBeReachedIsNoLeaseThatWasLost() {
    WriterLeases unreachable =
        Offer.of(unreachable(), "this fixture has no ledger that cannot be reached");

    assertThatThrownBy(() -> unreachable.begin(lease(ONE, 0))).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.renew(lease(ONE, 0))).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.end(List.of(ONE))).isInstanceOf(StorageFailure.class);
    assertThatThrownBy(() -> unreachable.takeOver(SILENCE, HOLD, 1))
        .isInstanceOf(StorageFailure.class);
  }

  private static WriterLease lease(StoreWriter writer, int... numbers) {
    return new WriterLease(
        writer, IntStream.of(numbers).mapToObj(number -> name(writer, number)).toList());
  }

  private static Leased name(StoreWriter writer, int number) {
    return new Leased(new StoreName(writer, number), Optional.empty());
  }
}
