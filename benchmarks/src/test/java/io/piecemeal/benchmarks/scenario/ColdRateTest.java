package io.piecemeal.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Regime;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdRateTest {

  private static final LoadCase LOAD = LoadCase.parse("16KiBx8");

  @TempDir private Path folder;

  @Test
  void eachRoundComparesTheFirstSecondsOfAStartWithTheLast() throws Exception {
    List<String> events = new ArrayList<>();
    Findings findings;
    try (Workspace workspace = Workspace.create(folder, folder, Regime.TMPFS)) {
      findings =
          new ColdRate(new Starter(events), workspace, LOAD, 2, Duration.ofSeconds(10)).measure();
    }

    assertThat(events)
        .containsExactly("10 s", "20 s", "10 s", "close", "10 s", "20 s", "10 s", "close");
    assertThat(findings.title()).isEqualTo("16KiBx8 of server after a start");
    assertThat(findings.all())
        .extracting(Finding::what)
        .containsExactly("in the first 10 s", "after 30 s of load", "ratio");
    assertThat(findings.all().getLast().value()).isEqualTo(new Spread(0.25, 0.25, 0.25));
  }

  private record Starter(List<String> events) implements Subject.Starter {

    @Override
    public String name() {
      return "server";
    }

    @Override
    public Subject start(Workspace workspace) {
      return new Warming(events);
    }
  }

  /** Does twice as many requests a second in each turn. */
  private static final class Warming implements Subject {

    private final List<String> events;
    private int rate;

    Warming(List<String> events) {
      this.events = events;
    }

    @Override
    public String name() {
      return "server";
    }

    @Override
    public void begin(LoadCase load) {
      rate = 100;
    }

    @Override
    public Figures turn(Turn turn) {
      events.add(turn.time().toSeconds() + " s");
      rate *= 2;
      return new Figures().with(Metric.REQUESTS, rate);
    }

    @Override
    public void close() {
      events.add("close");
    }
  }
}
