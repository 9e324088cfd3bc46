package io.piecemeal.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.piecemeal.application.port.in.CheckHealth.Collection;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.HighWaterMark;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  /** Else the outages that are meant to be fill the log of the build. */
  @BeforeAll
  static void keepTheConsoleQuiet() {
    LOGGER.setUseParentHandlers(false);
  }

  private Health check(LedgerProbe ledger) {
    return new CheckHealthService(ledger, scene.store, scene.highWater).check();
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
  void theReasonIsLogged() {
    List<LogRecord> records = new ArrayList<>();
    Handler handler = recording(records);
    LOGGER.addHandler(handler);
    try {
      check(CheckHealthTest::away);
    } finally {
      LOGGER.removeHandler(handler);
    }

    assertThat(records)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getMessage()).isEqualTo("database does not answer");
              assertThat(entry.getThrown()).isInstanceOf(StorageFailure.Unavailable.class);
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
