package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.port.in.CheckHealth.Collection;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.upkeep.WatchHighWaterService;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.InMemoryStoreMark;
import io.piecemeal.testkit.TestClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How operators see that bytes are removed, and hold that. */
final class UpkeepControllerTest {

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final WatchHighWater highWater =
      new WatchHighWaterService(ledger.mark(), new InMemoryStoreMark(), new CommitFlag());

  private Health health = new Health(Verdict.UP, Verdict.UP, Collection.ON);
  private final UpkeepController upkeep = new UpkeepController(() -> health, highWater);

  @Test
  void collectionIsHeldUntilItIsReleased() {
    highWater.advance();
    assertThat(upkeep.gc()).containsEntry("collection", "on");

    assertThat(upkeep.hold()).containsEntry("collection", "held");
    assertThat(upkeep.gc()).containsEntry("collection", "held");
    assertThat((long) upkeep.gc().getOrDefault("store_mark", 0L))
        .isGreaterThan((long) upkeep.gc().getOrDefault("ledger_mark", 0L));
    assertThat(upkeep.hold()).isEqualTo(upkeep.gc());

    assertThat(upkeep.release()).containsEntry("collection", "on");
    assertThat(upkeep.gc()).containsEntry("collection", "on");
  }

  @Test
  void whereTheStoreHasNoMarkNoneIsShown() {
    assertThat(upkeep.gc()).isEqualTo(Map.of("collection", "on", "ledger_mark", 0L));
  }

  @Test
  void theStateIsSaidInTheWordsOfTheHealthProbe() {
    assertThat(upkeep.state())
        .isEqualTo(Map.of("database", "up", "storage", "up", "collection", "on"));

    health = new Health(Verdict.DOWN, Verdict.READ_ONLY, Collection.UNKNOWN);
    assertThat(upkeep.state())
        .isEqualTo(Map.of("database", "down", "storage", "read-only", "collection", "unknown"));
  }
}
