package io.piecemeal.application.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLease.Leased;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import io.piecemeal.testkit.InMemoryWriterLeases;
import io.piecemeal.testkit.Race;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each name is in the ledger before it is used, and until it is known what became of it. */
final class LeasedNamesTest {

  private static final Duration SILENCE = LeasedNames.STANDS.multipliedBy(2).plusSeconds(1);
  private static final Duration HOLD = Duration.ofMinutes(10);

  private final TestClock clock = new TestClock();
  private final InMemoryWriterLeases leases = new InMemoryWriterLeases(clock);
  private final RecordedLeases recorded = new RecordedLeases();
  private final LeasedNames names =
      new LeasedNames(
          recorded,
          new SequentialIds(),
          () -> TimeUnit.MILLISECONDS.toNanos(clock.instant().toEpochMilli()));

  /** What the ledger is asked. */
  private final class RecordedLeases implements WriterLeases {

    private final List<StoreWriter> begun = new ArrayList<>();
    private final List<StoreWriter> renewed = new ArrayList<>();
    private final List<StoreWriter> ended = new ArrayList<>();
    private Runnable beforeBegin = () -> {};

    @Override
    public void begin(WriterLease lease) {
      beforeBegin.run();
      begun.add(lease.writer());
      leases.begin(lease);
    }

    @Override
    public boolean renew(WriterLease lease) {
      renewed.add(lease.writer());
      return leases.renew(lease);
    }

    @Override
    public void end(Collection<StoreWriter> writers) {
      ended.addAll(writers);
      leases.end(writers);
    }

    @Override
    public List<WriterLease> takeOver(Duration silence, Duration hold, int limit) {
      return leases.takeOver(silence, hold, limit);
    }
  }

  @Test
  void theFirstNameCostsOneCallAlsoWhereTwoThreadsWantIt() throws InterruptedException {
    Thread other = Thread.ofPlatform().unstarted(names::next);
    recorded.beforeBegin =
        () -> {
          other.start();
          while (other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
        };

    names.next();
    other.join();

    assertThat(recorded.begun).hasSize(1);
    assertThat(recorded.renewed).isEmpty();
  }

  @Test
  void aLeaseIsRenewedWhenItHasChangedAndElseEveryTenSeconds() {
    names.next();
    names.renew();
    assertThat(recorded.renewed).as("of which a name was used").hasSize(1);
    names.renew();
    clock.advance(Duration.ofMillis(9_999));
    names.renew();
    assertThat(recorded.renewed).hasSize(1);

    clock.advance(Duration.ofMillis(1));
    names.renew();
    assertThat(recorded.renewed).hasSize(2);
  }

  @Test
  void othersGetNamesWhileOneThreadRenewsOrStops() {
    names.next();
    names.renew();
    assertThat(nextOfAnotherThread()).isNotNull();

    names.close();
    assertThat(nextOfAnotherThread()).isNotNull();
  }

  private StoreName nextOfAnotherThread() {
    for (int i = 0; i < HeldLease.FEW; i++) {
      names.next();
    }
    return CompletableFuture.supplyAsync(names::next).orTimeout(5, TimeUnit.MINUTES).join();
  }

  @Test
  void eachNameThatIsGivenWasLeasedBefore() {
    for (int i = 0; i < 3 * StoreName.COUNT; i++) {
      StoreName name = names.next();
      if (i % 500 == 0) {
        assertThat(leased()).contains(name);
      }
    }
  }

  @Test
  void noNameIsGivenTwiceToThreadsThatAskTogether() {
    List<StoreName> given =
        Race.run(8, lane -> Stream.generate(names::next).limit(1000).toList()).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(given).hasSize(8000).doesNotHaveDuplicates();
  }

  @Test
  void thoseWhoWaitForALedgerThatFailsFailWithIt() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    WriterLeases silent =
        new WriterLeases() {
          @Override
          public void begin(WriterLease lease) {
            asked.incrementAndGet();
            try {
              waiting.await();
            } catch (InterruptedException e) {
              throw new StorageFailure.Unavailable("interrupted", e);
            }
            throw new StorageFailure.Unavailable("no answer");
          }

          @Override
          public boolean renew(WriterLease lease) {
            throw new AssertionError("there is none");
          }

          @Override
          public void end(Collection<StoreWriter> writers) {
            throw new AssertionError("there is none");
          }

          @Override
          public List<WriterLease> takeOver(Duration silence, Duration hold, int limit) {
            throw new AssertionError("nobody asked for it");
          }
        };
    LeasedNames others = new LeasedNames(silent, new SequentialIds(), () -> 0);
    List<Thread> threads =
        Stream.generate(
                () ->
                    Thread.ofPlatform()
                        .start(
                            () ->
                                assertThatThrownBy(others::next)
                                    .isInstanceOf(StorageFailure.Unavailable.class)))
            .limit(20)
            .toList();
    while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    waiting.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(asked).hasValue(1);
    assertThatThrownBy(others::next).isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(asked).as("one who comes later asks again").hasValue(2);
  }

  @Test
  void whatTheLedgerKnowsIsLeasedNoMoreAndWhatItDoesNotKnowIs() {
    StoreName known = names.next();
    StoreName unknown = names.next();
    StoreName inUse = names.next();
    ObjectKey key = Samples.objectKey();
    names.kept(known, List.of(key));
    names.kept(unknown, List.of(Samples.objectKey()));

    names.decided(List.of(key));
    names.renew();

    assertThat(leased()).doesNotContain(known).contains(unknown, inUse);
  }

  @Test
  void whatIsToldTwiceOrOfAnotherProcessIsTakenNoNoticeOf() {
    StoreName name = names.next();
    names.decided(List.of(Samples.objectKey()));
    names.left(name);
    names.settled(name);
    names.settled(name);

    names.renew();

    assertThat(leased()).isNotEmpty().doesNotContain(name);
  }

  @Test
  void aPackIsLeasedUntilAllOfItsRecordsAreDecided() {
    StoreName pack = names.next();
    List<ObjectKey> keys = List.of(Samples.objectKey(), Samples.objectKey());
    names.kept(pack, keys);
    names.decided(keys.subList(0, 1));
    assertThat(names.due()).containsExactly(keys.get(1));

    names.decided(keys.subList(1, 2));
    names.renew();
    assertThat(leased()).doesNotContain(pack);
  }

  @Test
  void fewNamesAreLeasedInAdvanceOfOneWhoUsesFew() {
    names.next();
    assertThat(leasedNow()).hasSize(HeldLease.FEW);
  }

  @Test
  void manyAreLeasedInAdvanceOfOneWhoUsesManyAndFewAgainWhenItRests() {
    for (int i = 0; i < 100; i++) {
      names.left(names.next());
    }
    names.renew();
    names.renew();
    assertThat(leasedNow()).hasSize(100 + HeldLease.FEW);
  }

  @Test
  void whatIsNotDecidedIsAskedForEachTimeAfterTwiceAsLong() {
    ObjectKey key = Samples.objectKey();
    names.kept(names.next(), List.of(key));
    int asked = 0;
    for (int second = 0; second < 1000; second++) {
      asked += names.due().size();
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(asked).isBetween(8, 13);
  }

  @Test
  void aLeaseThatWasNotRenewedForLongIsRenewedBeforeItsNextNameIsGiven() {
    StoreName before = names.next();
    clock.advance(LeasedNames.STANDS);

    StoreName next = names.next();

    assertThat(next.writer()).isEqualTo(before.writer());
    clock.advance(SILENCE.minusSeconds(1));
    assertThat(leases.takeOver(SILENCE, HOLD, 10)).isEmpty();
  }

  @Test
  void aProcessThatWasStoppedForLongUsesNoNameThatOthersTookOver() {
    StoreName before = names.next();
    clock.advance(Duration.ofMinutes(10));
    List<StoreName> taken = leased();

    StoreName next = names.next();

    assertThat(taken).contains(before).doesNotContain(next);
    assertThat(next.writer()).isNotEqualTo(before.writer());
    assertThatThrownBy(() -> names.begun(before, "upload"))
        .isInstanceOf(StorageFailure.Unavailable.class);
    names.kept(before, List.of(Samples.objectKey()));
    assertThat(names.due()).as("those who took it over look after it").isEmpty();
  }

  @Test
  void noObjectIsBegunUnderANameThatOthersTookOverUnnoticed() {
    StoreName name = names.next();
    assertThat(leased()).contains(name);

    assertThatThrownBy(() -> names.begun(name, "upload"))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @Test
  void whatBecameOfTheNamesOfOneWriterIsKnownAlsoIfAnotherOneWasTakenOver() {
    useAll();
    clock.advance(Duration.ofSeconds(10));
    StoreName name = names.next();
    ObjectKey key = Samples.objectKey();
    names.kept(name, List.of(key));
    assertThat(leases.takeOver(Duration.ofSeconds(10), HOLD, 10)).hasSize(1);
    names.renew();

    names.decided(List.of(key));
    names.renew();

    assertThat(leasedNow()).isNotEmpty().doesNotContain(name);
  }

  private void useAll() {
    for (int i = 0; i < StoreName.COUNT; i++) {
      names.next();
    }
  }

  @Test
  void anObjectThatIsSentInPartsIsInTheLedgerAsSuchAtOnceUntilItIsKept() {
    StoreName name = names.next();
    names.begun(name, "upload");
    assertThat(leasesNow().flatMap(lease -> lease.names().stream()))
        .contains(new Leased(name, Optional.of("upload")));
  }

  @Test
  void whatWasLeftOrNeverDecidedIsStaleAfterATimeAndWhatIsInUseIsNot() {
    StoreName inUse = names.next();
    StoreName left = names.next();
    StoreName kept = names.next();
    names.left(left);
    names.kept(kept, List.of(Samples.objectKey()));
    Duration age = Duration.ofHours(1);
    clock.advance(age.minusSeconds(1));
    assertThat(names.stale(age)).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(names.stale(age)).extracting(Leased::name).containsExactly(left, kept);

    names.settled(left);
    names.settled(kept);
    names.renew();
    assertThat(names.stale(age)).isEmpty();
    assertThat(names.due()).isEmpty();
    assertThat(leasedNow()).contains(inUse).doesNotContain(left, kept);
  }

  @Test
  void aWriterWhoseNamesAreUsedUpAndDecidedIsEnded() {
    decideAll();
    names.renew();

    assertThat(leasesNow()).isEmpty();
  }

  @Test
  void aWriterWhoseNamesAreUsedUpIsNotEndedWhileOneIsNotDecided() {
    StoreName first = names.next();
    useAll();

    names.renew();

    assertThat(recorded.ended).isEmpty();
    assertThat(leasedNow()).contains(first);
  }

  @Test
  void aWriterGoesOnWhenAllThatItUsedIsDecidedAndWhenTheOneBeforeIsEnded() {
    decideAll();
    StoreName first = names.next();
    names.left(first);
    names.settled(first);

    names.renew();
    names.renew();

    assertThat(names.next().writer()).isEqualTo(first.writer());
    assertThat(recorded.ended).as("once").hasSize(1).doesNotContain(first.writer());
  }

  private void decideAll() {
    for (int i = 0; i < StoreName.COUNT; i++) {
      ObjectKey key = Samples.objectKey();
      names.kept(names.next(), List.of(key));
      names.decided(List.of(key));
    }
  }

  @Test
  void nothingIsRenewedAfterAStop() {
    names.next();
    names.close();
    recorded.renewed.clear();

    names.renew();

    assertThat(recorded.renewed).isEmpty();
  }

  @Test
  void aCleanStopLeavesWhatIsNotDecidedAndNothingElse() {
    ObjectKey key = Samples.objectKey();
    names.kept(names.next(), List.of(key));
    names.decided(List.of(key));
    names.close();
    assertThat(leasesNow()).isEmpty();

    StoreName open = names.next();
    names.close();
    assertThat(leasedNow()).containsExactly(open);
  }

  private List<StoreName> leased() {
    clock.advance(SILENCE);
    return leasedNow();
  }

  private List<StoreName> leasedNow() {
    return leasesNow().flatMap(lease -> lease.names().stream()).map(Leased::name).toList();
  }

  /** Takes them over. */
  private Stream<WriterLease> leasesNow() {
    return leases.takeOver(Duration.ZERO, HOLD, 1000).stream();
  }
}
