package io.piecemeal.application.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Collection;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckHealthTest {

  private static final Logger LOGGER = Logger.getLogger(CheckHealthService.class.getName());

  private final Scene scene = new Scene();

  /** A clock that did not begin at 0, as {@link System#nanoTime()}. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE / 2);

  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /** Else the outages that are meant to be fill the log of the build. */
  @BeforeAll
  static void keepTheConsoleQuiet() {
    LOGGER.setUseParentHandlers(false);
  }

  private Health check(LedgerProbe ledger) {
    return service(ledger).check();
  }

  private CheckHealthService service(LedgerProbe ledger) {
    return new CheckHealthService(ledger, scene.store, scene.highWater, this::start, nanos::get);
  }

  private void start(Runnable probe) {
    threads.add(Thread.startVirtualThread(probe));
  }

  private static void away() {
    throw new StorageFailure.Unavailable("injected");
  }

  @Test
  void allIsUpWhereAllAnswers() {
    assertThat(check(() -> {})).isEqualTo(new Health(Verdict.UP, Verdict.UP, Collection.ON));
  }

  @Test
  void aLedgerThatDoesNotAnswerIsDown() {
    assertThat(check(CheckHealthTest::away))
        .isEqualTo(new Health(Verdict.DOWN, Verdict.UP, Collection.UNKNOWN));
  }

  @Test
  void aStoreThatFailsIsDown() {
    scene.store.failAt(1, Operation.PROBE, new StorageFailure.NoSpace("injected"));

    assertThat(check(() -> {})).isEqualTo(new Health(Verdict.UP, Verdict.DOWN, Collection.ON));
  }

  @Test
  void aStoreThatTakesNothingMoreIsReadOnly() {
    scene.store.failAt(
        1, Operation.PROBE, new StorageFailure.ReadOnly("injected", new IOException("injected")));

    assertThat(check(() -> {})).isEqualTo(new Health(Verdict.UP, Verdict.READ_ONLY, Collection.ON));
  }

  @Test
  void aLedgerThatIsOlderThanTheStoreHoldsCollectionAndNothingElse() {
    scene.storeMark.raise(new HighWaterMark(1));

    assertThat(check(() -> {}))
        .isEqualTo(new Health(Verdict.UP, Verdict.UP, Collection.HELD))
        .extracting(Health::isReady)
        .isEqualTo(true);
  }

  @Test
  void bothMayBeDown() {
    scene.store.failAt(1, Operation.PROBE, new StorageFailure.NoSpace("injected"));

    assertThat(check(CheckHealthTest::away))
        .isEqualTo(new Health(Verdict.DOWN, Verdict.DOWN, Collection.UNKNOWN));
  }

  @Test
  void aFaultOfTheProgramIsNotTakenForAnOutage() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                check(
                    () -> {
                      throw new IllegalStateException("a defect");
                    }));
  }

  @Test
  void aProbeIsSharedForASecondAndNoLonger() {
    AtomicInteger probes = new AtomicInteger();
    CheckHealthService service = service(probes::incrementAndGet);
    service.check();
    nanos.addAndGet(SharedProbe.VALIDITY.toNanos() - 1);
    service.check();
    assertThat(probes).hasValue(1);

    nanos.incrementAndGet();
    service.check();
    assertThat(probes).hasValue(2);
  }

  @Test
  void callersAtTheSameTimeShareAProbe() {
    AtomicInteger probes = new AtomicInteger();
    CheckHealthService service = service(probes::incrementAndGet);

    assertThat(Race.run(8, lane -> service.check().isReady())).hasSize(8).containsOnly(true);

    assertThat(probes).hasValue(1);
  }

  @Test
  void aLedgerThatSaysNothingIsDownInTimeAndNotAskedAgainBeforeItAnswers() throws Exception {
    AtomicInteger probes = new AtomicInteger();
    CountDownLatch silence = new CountDownLatch(1);
    CheckHealthService service =
        service(
            () -> {
              probes.incrementAndGet();
              await(silence);
            });
    Health silent = new Health(Verdict.DOWN, Verdict.UP, Collection.UNKNOWN);
    assertThat(service.check()).isEqualTo(silent);
    nanos.addAndGet(CheckHealth.LIMIT.toNanos());
    assertThat(service.check()).isEqualTo(silent);
    assertThat(probes).hasValue(1);

    silence.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    nanos.addAndGet(CheckHealth.LIMIT.toNanos());
    assertThat(service.check().database()).isEqualTo(Verdict.UP);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UP,UP,true",
    "UP,DOWN,false",
    "DOWN,UP,false",
    "DOWN,DOWN,false",
    "UP,READ_ONLY,false"
  })
  void theServiceIsReadyIfAllIsUp(Verdict database, Verdict storage, boolean ready) {
    assertThat(new Health(database, storage, Collection.HELD).isReady()).isEqualTo(ready);
  }

  @Test
  void whoIsInterruptedDoesNotWaitAndStaysInterrupted() {
    CountDownLatch silence = new CountDownLatch(1);
    CheckHealthService service = service(() -> await(silence));
    Thread.currentThread().interrupt();

    assertThat(service.check().database()).isEqualTo(Verdict.DOWN);

    assertThat(Thread.interrupted()).isTrue();
    silence.countDown();
  }

  @Test
  void marksThatCannotBeComparedAreNoOutage() {
    scene.storeMark.failAt(1);

    assertLogged(
        "high-water marks cannot be compared",
        () ->
            assertThat(check(() -> {}))
                .isEqualTo(new Health(Verdict.UP, Verdict.UP, Collection.UNKNOWN)));
  }

  @Test
  void theReasonIsLogged() {
    assertLogged("database does not answer", () -> check(CheckHealthTest::away));
  }

  @Test
  void aStoreThatTakesNothingMoreIsLoggedWithWhatWouldHelp() {
    scene.store.failAt(
        1, Operation.PROBE, new StorageFailure.ReadOnly("injected", new IOException("injected")));

    assertLogged("storage is read-only until the process is restarted", () -> check(() -> {}));
  }

  /** An outage has an end in the log, and a start that went well has none. */
  @Test
  void whatAnswersAgainIsLoggedOnce() {
    AtomicBoolean away = new AtomicBoolean();
    CheckHealthService service =
        service(
            () -> {
              if (away.get()) {
                away();
              }
            });
    service.check();
    away.set(true);
    nanos.addAndGet(SharedProbe.VALIDITY.toNanos());
    service.check();
    away.set(false);

    assertThat(
            logged(
                () -> {
                  for (int i = 0; i < 2; i++) {
                    nanos.addAndGet(SharedProbe.VALIDITY.toNanos());
                    service.check();
                  }
                }))
        .extracting(LogRecord::getMessage)
        .containsExactly("database answers again");
  }

  private static List<LogRecord> logged(Runnable check) {
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = recording(records);
    LOGGER.addHandler(handler);
    try {
      check.run();
    } finally {
      LOGGER.removeHandler(handler);
    }
    return records;
  }

  private static void assertLogged(String message, Runnable check) {
    assertThat(logged(check))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getMessage()).startsWith(message + ": ").contains("injected");
              assertThat(entry.getThrown()).as("a stack for each probe").isNull();
            });
  }

  private static Handler recording(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        records.add(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
