package io.piecemeal.benchmarks.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured in one turn. A metric that does not apply is absent. */
public final class Figures {

  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

  /** No figures yet. */
  public Figures() {}

  /** The same figures with another one. */
  public Figures with(Metric metric, double value) {
    Figures more = new Figures();
    more.values.putAll(values);
    more.values.put(metric, value);
    return more;
  }

  /** One figure. */
  public OptionalDouble get(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
