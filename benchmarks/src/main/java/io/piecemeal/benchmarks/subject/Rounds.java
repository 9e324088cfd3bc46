package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets subjects take turns: each one once in each round, so that a drift meets all of them. */
public final class Rounds {

  private final List<Subject> subjects;
  private final int rounds;
  private final Consumer<String> progress;

  /** Lets these subjects take their turns, after one each that does not count. */
  public Rounds(List<Subject> subjects, int rounds, Consumer<String> progress) {
    this.subjects = List.copyOf(subjects);
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Runs a case.
   *
   * @param warmUp the first turn of each subject
   * @param turns the turns that count, which may depend on the subject
   */
  public CaseResult run(String title, Turn warmUp, Function<Subject, Turn> turns)
      throws IOException, InterruptedException {
    List<Series> series = new ArrayList<>();
    for (Subject subject : subjects) {
      series.add(new Series(subject.name()));
      subject.begin(warmUp.load());
      progress.accept("%s: %s warms up".formatted(title, subject.name()));
      subject.turn(warmUp);
    }
    for (int round = 1; round <= rounds; round++) {
      for (int index = 0; index < subjects.size(); index++) {
        Subject subject = subjects.get(index);
        progress.accept("%s: round %d of %d, %s".formatted(title, round, rounds, subject.name()));
        series.get(index).add(subject.turn(turns.apply(subject)));
      }
    }
    return new CaseResult(title, series);
  }
}
