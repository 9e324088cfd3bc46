package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Series;
import io.piecemeal.benchmarks.peer.Afternoon;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same load at fixed rates below what each server can do, and at one rate for all. A closed
 * loop sends nothing while it waits, and so hides the waiting of those who would have come
 * meanwhile.
 */
record OpenLoop(List<Subject> subjects, int rounds) {

  private static final List<Integer> PERCENTAGES = List.of(50, 80);

  /** Runs it at parts of the rates of a closed loop. Limits of the machine have no rate to keep. */
  List<CaseResult> run(CaseResult closed, Turn turn) throws IOException, InterruptedException {
    Map<String, Double> rates = new HashMap<>();
    for (Series series : closed.series()) {
      series
          .spread(Metric.CPU_PER_GB)
          .flatMap(_ -> series.spread(Metric.REQUESTS))
          .ifPresent(spread -> rates.put(series.subject(), spread.median()));
    }
    List<Subject> servers =
        subjects.stream().filter(subject -> rates.containsKey(subject.name())).toList();
    List<CaseResult> results = new ArrayList<>();
    if (!servers.isEmpty()) {
      Rounds all = new Rounds(servers, rounds, Progress::tell);
      for (int percentage : PERCENTAGES) {
        results.add(
            all.run(
                "%s at %d %%".formatted(turn.load(), percentage),
                turn,
                subject ->
                    atRate(turn, rates.getOrDefault(subject.name(), 0.0) * percentage / 100)));
      }
      String reference = reference(rates);
      double rate = rates.getOrDefault(reference, 0.0) / 2;
      String title = "%s at %.0f/s, half of %s's rate".formatted(turn.load(), rate, reference);
      results.add(all.run(title, turn, _ -> atRate(turn, rate)));
    }
    return results;
  }

  /** Whose rate is everybody's, so that latencies can be compared: what comes of half an effort. */
  private static String reference(Map<String, Double> rates) {
    return rates.containsKey(Afternoon.NAME)
        ? Afternoon.NAME
        : Collections.min(rates.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private static Turn atRate(Turn turn, double rate) {
    return new Turn(turn.load(), turn.time(), turn.mostBytes(), rate);
  }
}
