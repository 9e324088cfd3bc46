package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.harness.proc.MachineCpu;
import io.piecemeal.harness.proc.ProcStat;
import io.piecemeal.harness.proc.ProcessTree;
import java.util.OptionalLong;

/** Reads the clocks of all processors and processes before and after a turn. */
public final class Meter {

  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double HUNDRED = 100;

  private final ProcessTree tree;
  private final CommitCounter commits;
  private Reading start;

  private record Reading(double server, double client, double machine, OptionalLong commits) {}

  /** Reads the clocks of a server. */
  public Meter(ProcessTree tree, CommitCounter commits) {
    this.tree = tree;
    this.commits = commits;
    this.start = read();
  }

  /** The turn begins now. */
  public void start() {
    start = read();
  }

  /**
   * The turn is over.
   *
   * @param bytesEach decoded bytes of each request
   */
  public Figures stop(Crew.Outcome outcome, long bytesEach) {
    Reading end = read();
    double seconds = outcome.seconds();
    double available = seconds * Runtime.getRuntime().availableProcessors();
    double requests = outcome.tally().requests();
    double bytes = requests * bytesEach;
    double serverCpu = end.server - start.server;
    double clientCpu = end.client - start.client;
    double others = end.machine - start.machine - serverCpu - clientCpu;
    Figures figures =
        new Figures()
            .with(Metric.THROUGHPUT, bytes / MEGA / seconds)
            .with(Metric.REQUESTS, requests / seconds)
            .with(Metric.MEDIAN_LATENCY, outcome.tally().milliseconds(50))
            .with(Metric.HIGH_LATENCY, outcome.tally().milliseconds(99))
            .with(Metric.CLIENT_CPU, HUNDRED * clientCpu / available)
            .with(Metric.OTHER_CPU, HUNDRED * Math.max(0, others) / available)
            .with(Metric.ERRORS, (double) outcome.tally().errors())
            .with(Metric.PEAK_MEMORY, tree.peakOfRoot() / MEGA)
            .with(Metric.TREE_MEMORY, tree.memory() / MEGA);
    if (requests == 0) {
      return figures;
    }
    figures = figures.with(Metric.CPU_PER_GB, serverCpu / (bytes / GIGA));
    return end.commits.isPresent()
        ? figures.with(
            Metric.COMMITS, (end.commits.getAsLong() - start.commits.orElseThrow()) / requests)
        : figures;
  }

  private Reading read() {
    double client =
        ProcStat.of(ProcessHandle.current().pid()).map(ProcStat::cpuSeconds).orElse(0.0);
    return new Reading(tree.cpuSeconds(), client, MachineCpu.busySeconds(), commits.count());
  }
}
