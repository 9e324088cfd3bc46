package io.piecemeal.bootstrap.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.testkit.DecoratedLedgerFixture;
import io.piecemeal.testkit.EventLogContract;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Being watched changes nothing, and is counted. */
final class CountedEventsTest extends EventLogContract {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Override
  protected LedgerFixture emptyLedger() {
    EventCounts counts = new EventCounts(registry);
    return new DecoratedLedgerFixture(UnaryOperator.identity(), UnaryOperator.identity()) {
      @Override
      public EventLog events() {
        return counts.watch(super.events());
      }
    };
  }

  @Test
  void whatReadersGetAndWhatIsDroppedIsCounted() {
    assertThat(files().open(Samples.newFile(Samples.ALICE))).isNotNull();
    assertThat(files().open(Samples.newFile(Samples.ALICE))).isNotNull();

    EventLog events = ledger().events();
    assertThat(events.read(Samples.ALICE, Optional.empty(), 10)).isNotNull();
    assertThat(events.drop(Duration.ZERO, 1)).isEqualTo(1);
    assertThat(events.read(Samples.ALICE, Optional.of(EventCursor.NONE), 10))
        .isEqualTo(new EventReading.Lost());

    assertThat(registry.counter("piecemeal.events.told").count()).isEqualTo(2);
    assertThat(registry.counter("piecemeal.events.dropped").count()).isEqualTo(1);
    assertThat(registry.counter("piecemeal.events.missed").count()).isEqualTo(1);
  }
}
