package io.piecemeal.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of one subject in one case, round by round. */
public final class Series {

  private final String subject;
  private final List<Figures> rounds = new ArrayList<>();

  /** No round yet. */
  public Series(String subject) {
    this.subject = subject;
  }

  /** Whose figures these are. */
  public String subject() {
    return subject;
  }

  /** Adds a round. */
  public void add(Figures figures) {
    rounds.add(figures);
  }

  /** How many rounds there are. */
  public int rounds() {
    return rounds.size();
  }

  /** The values of a metric over the rounds; empty if it does not apply. */
  public Optional<Spread> spread(Metric metric) {
    return spreadOf(values(metric));
  }

  /** This subject's value divided by another one's of the same round. */
  public Optional<Spread> ratioTo(Series other, Metric metric) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(rounds.size(), other.rounds.size()); round++) {
      OptionalDouble mine = rounds.get(round).get(metric);
      OptionalDouble theirs = other.rounds.get(round).get(metric);
      if (mine.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0) {
        ratios.add(mine.getAsDouble() / theirs.getAsDouble());
      }
    }
    return spreadOf(ratios);
  }

  private List<Double> values(Metric metric) {
    return rounds.stream()
        .map(figures -> figures.get(metric))
        .flatMap(value -> value.stream().boxed())
        .toList();
  }

  private static Optional<Spread> spreadOf(List<Double> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }
}
