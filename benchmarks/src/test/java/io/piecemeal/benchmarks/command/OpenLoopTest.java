package io.piecemeal.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  private static final Turn TURN =
      Turn.closedLoop(LoadCase.parse("16KiBx32"), Duration.ofSeconds(1), Long.MAX_VALUE);

  @Test
  void allAreAlsoMeasuredAtHalfOfTheRateOfTheAfternoon() throws Exception {
    Server ours = new Server("ours", 4000);
    Server slow = new Server("tus-java", 1000);
    Server afternoon = new Server("afternoon", 3000);

    assertThat(titles(ours, slow, afternoon))
        .containsExactly(
            "16KiBx32 at 50 %", "16KiBx32 at 80 %", "16KiBx32 at 1500/s, half of afternoon's rate");
    assertThat(ours.rates).contains(2000.0, 3200.0).endsWith(1500.0);
    assertThat(slow.rates).contains(500.0, 800.0).endsWith(1500.0);
    assertThat(afternoon.rates).contains(1500.0, 2400.0).endsWith(1500.0);
  }

  @Test
  void withoutTheAfternoonTheSlowestSetsTheRate() throws Exception {
    Server ours = new Server("ours", 4000);

    assertThat(titles(ours, new Server("bare", 3000)))
        .last()
        .isEqualTo("16KiBx32 at 1500/s, half of bare's rate");
    assertThat(ours.rates).endsWith(1500.0);
  }

  private static List<String> titles(Server... servers) throws Exception {
    List<Subject> subjects = List.of(servers);
    CaseResult closed = new Rounds(subjects, 1, _ -> {}).run("closed", TURN, _ -> TURN);
    return new OpenLoop(subjects, 1).run(closed, TURN).stream().map(CaseResult::title).toList();
  }

  /** Does as many requests as it can, and notes how many it is asked for. */
  private static final class Server implements Subject {

    private final String name;
    private final double most;
    private final List<Double> rates = new ArrayList<>();

    Server(String name, double most) {
      this.name = name;
      this.most = most;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void begin(LoadCase load) {}

    @Override
    public Figures turn(Turn turn) {
      rates.add(turn.rate());
      return new Figures().with(Metric.REQUESTS, most).with(Metric.CPU_PER_GB, 1);
    }

    @Override
    public void close() {}
  }
}
