package io.piecemeal.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.load.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void subjectsTakeTurnsAndTheFirstTurnDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    Turn turn = Turn.closedLoop(LoadCase.parse("1KiBx1"), Duration.ofSeconds(1), 1000);

    CaseResult result =
        new Rounds(List.of(new Counting("a", order), new Counting("b", order)), 2, _ -> {})
            .run("case", turn, _ -> turn);

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(result.series().getFirst().spread(Metric.REQUESTS)).hasValue(new Spread(4, 3, 5));
  }

  @Test
  void connectionsOfAFixedRateShareIt() {
    Turn turn = new Turn(LoadCase.parse("1KiBx4"), Duration.ofSeconds(1), Long.MAX_VALUE, 1000);

    assertThat(turn.pace(3)).isEqualTo(new Pace.Fixed(4_000_000, 3_000_000));
  }

  /** Says which turn it is. */
  private record Counting(String name, List<String> order) implements Subject {

    @Override
    public void begin(LoadCase load) {}

    @Override
    public Figures turn(Turn turn) {
      order.add(name);
      return new Figures().with(Metric.REQUESTS, order.size());
    }

    @Override
    public void close() {}
  }
}
