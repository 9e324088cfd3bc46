package io.piecemeal.faults.soak;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.subject.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Series of what must not grow. The second quarter of a run is compared with the last, by their
 * medians: the first is warm-up, and one peak says nothing.
 */
final class Gauges {

  /** Before this a JVM is still finding out how much memory it needs. */
  private static final Duration WARM = Duration.ofMinutes(4);

  private static final int QUARTERS = 4;

  private final Map<Gauge, List<Double>> series = new EnumMap<>(Gauge.class);

  void add(Map<Gauge, Double> sample) {
    sample.forEach(
        (gauge, value) -> series.computeIfAbsent(gauge, _ -> new ArrayList<>()).add(value));
  }

  /** What grew, in a run of some length. */
  List<Finding> growth(Target target, Duration length) {
    return series.keySet().stream()
        .filter(gauge -> !gauge.isWarmingUp() || length.compareTo(WARM) >= 0)
        .filter(gauge -> gauge.hasGrown(quarter(gauge, 1), quarter(gauge, QUARTERS - 1)))
        .map(
            gauge ->
                new Finding(
                    Kind.INCONSISTENT, "process " + target.pid(), "grew: " + describe(gauge)))
        .toList();
  }

  String figures() {
    return series.keySet().stream().map(this::describe).collect(Collectors.joining(", "));
  }

  private String describe(Gauge gauge) {
    return gauge.describe(quarter(gauge, 1), quarter(gauge, QUARTERS - 1));
  }

  private double quarter(Gauge gauge, int number) {
    List<Double> values = series.getOrDefault(gauge, List.of());
    return median(
        values.subList(values.size() * number / QUARTERS, values.size() * (number + 1) / QUARTERS));
  }

  static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }
}
