package io.piecemeal.benchmarks.probe;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.work.Folders;
import java.io.IOException;
import java.nio.file.Path;

/** What the disk allows: as many writers as connections, each appending and syncing. */
public final class DiskProbe implements Subject.Starter {

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException {
    return new Writing(name(), workspace, workspace.newFolder("disk"));
  }

  private record Writing(String name, Workspace workspace, Path folder) implements Subject {

    @Override
    public void begin(LoadCase load) {}

    @Override
    public Figures turn(Turn turn) throws IOException, InterruptedException {
      int bytes = turn.load().chunk().bytes();
      Crew.Outcome outcome =
          Crew.run(
              turn.load().connections(),
              number -> new DiskWriter(folder.resolve("writer-" + number), bytes),
              turn::pace,
              turn.limits(),
              () -> {});
      Folders.empty(folder);
      workspace.settle();
      double rate = outcome.tally().requests() / outcome.seconds();
      return new Figures()
          .with(Metric.THROUGHPUT, rate * bytes / 1e6)
          .with(Metric.REQUESTS, rate)
          .with(Metric.MEDIAN_LATENCY, outcome.tally().milliseconds(50))
          .with(Metric.HIGH_LATENCY, outcome.tally().milliseconds(99))
          .with(Metric.ERRORS, (double) outcome.tally().errors());
    }

    @Override
    public void close() {}
  }
}
