package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceivingBudgetTest {

  private boolean scarce;
  private final ReceivingBudget budget = new ReceivingBudget(1000, 10, 300, () -> scarce);

  @Test
  void whoIsAloneGetsNoMoreThanIsOfUse() {
    assertThat(budget.window()).isEqualTo(300);
    budget.begin();
    assertThat(budget.window()).isEqualTo(300);
  }

  /** Also those that began when there were fewer. */
  @Test
  void theWindowShrinksAsAppendsBeginAndGrowsAsTheyEnd() {
    IntStream.range(0, 5).forEach(_ -> budget.begin());
    assertThat(budget.window()).isEqualTo(200);

    budget.end();

    assertThat(budget.window()).isEqualTo(250);
  }

  @Test
  void everybodyCanGoOnHoweverManyThereAre() {
    IntStream.range(0, 10_000).forEach(_ -> budget.begin());

    assertThat(budget.window()).isEqualTo(10);
  }

  /** Those that began earlier keep what came when there was more for each. */
  @Test
  void eachGetsTheSmallestWindowWhileBuffersAreScarce() {
    scarce = true;
    assertThat(budget.window()).isEqualTo(10);
    assertThat(budget.share(1)).isEqualTo(10);
    scarce = false;
    assertThat(budget.window()).isEqualTo(300);
  }

  @Test
  void theMemoryOfThisProcessIsTakenByPartOnly() {
    ReceivingBudget own = new ReceivingBudget();
    IntStream.range(0, 100).forEach(_ -> own.begin());

    assertThat(100L * own.window()).isLessThanOrEqualTo(16 << 20);
  }
}
