package io.piecemeal.benchmarks.probe;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import java.io.IOException;

/** The turns of pgbench. */
record PgbenchSubject(String name, PgbenchRun run) implements Subject {

  @Override
  public void begin(LoadCase load) {}

  @Override
  public Figures turn(Turn turn) throws IOException, InterruptedException {
    double rate = run.transactionsPerSecond(turn.load().connections(), turn.time());
    return new Figures().with(Metric.REQUESTS, rate);
  }

  @Override
  public void close() {
    run.postgres().close();
  }
}
