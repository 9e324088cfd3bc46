package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many chunks a server takes right after its start, and how many when it has been under load
 * for three times as long.
 *
 * @param time how long it counts as just started
 */
public record ColdRate(
    Subject.Starter server, Workspace workspace, LoadCase load, int rounds, Duration time) {

  /** Measures, with a new start in each round. */
  public Findings measure() throws IOException, InterruptedException {
    List<Double> cold = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (Subject subject = server.start(workspace)) {
        subject.begin(load);
        double early = rate(subject, time);
        double _ = rate(subject, time.multipliedBy(2));
        double late = rate(subject, time);
        cold.add(early);
        warm.add(late);
        ratios.add(early / late);
      }
    }
    long seconds = time.toSeconds();
    return new Findings(
        "%s of %s after a start".formatted(load, server.name()),
        List.of(
            new Finding("in the first %d s".formatted(seconds), "req/s", 0, Spread.of(cold)),
            new Finding("after %d s of load".formatted(3 * seconds), "req/s", 0, Spread.of(warm)),
            new Finding("ratio", "", 2, Spread.of(ratios))));
  }

  private double rate(Subject subject, Duration length) throws IOException, InterruptedException {
    Figures figures = subject.turn(Turn.closedLoop(load, length, Long.MAX_VALUE));
    return figures.get(Metric.REQUESTS).orElseThrow();
  }
}
