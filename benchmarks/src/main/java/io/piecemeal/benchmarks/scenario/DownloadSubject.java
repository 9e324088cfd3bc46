package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Meter;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.ProcessTree;
import java.io.IOException;

/**
 * A server from which the same bytes are fetched again and again. The chunk of its cases is what
 * one answer carries.
 */
record DownloadSubject(String name, ProcessTree tree, int port, RequestHead request)
    implements Subject {

  @Override
  public void begin(LoadCase load) {
    tree.resetPeaks();
  }

  @Override
  public Figures turn(Turn turn) throws IOException, InterruptedException {
    int bytes = turn.load().chunk().bytes();
    Meter meter = new Meter(tree, CommitCounter.NONE);
    Crew.Outcome outcome =
        Crew.run(
            turn.load().connections(),
            _ -> new Downloader(Loopback.port(port), request, bytes),
            turn::pace,
            turn.limits(),
            meter::start);
    return meter.stop(outcome, bytes);
  }

  @Override
  public void close() {}
}
