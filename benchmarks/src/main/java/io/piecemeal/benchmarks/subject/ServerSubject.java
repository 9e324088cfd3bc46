package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.load.ChunkLoad;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server that takes chunks over HTTP. */
public final class ServerSubject implements Subject {

  private final String name;
  private final RunningServer server;
  private final Workspace workspace;
  private @Nullable ChunkLoad load;

  /** Takes its turns on a server that runs. */
  public ServerSubject(String name, RunningServer server, Workspace workspace) {
    this.name = name;
    this.server = server;
    this.workspace = workspace;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void begin(LoadCase next) {
    load = new ChunkLoad(next, server.form());
    server.tree().resetPeaks();
  }

  @Override
  public Figures turn(Turn turn) throws IOException, InterruptedException {
    Meter meter = new Meter(server.tree(), server.commits());
    Crew.Outcome outcome =
        Objects.requireNonNull(load)
            .run(server.address(), server.targets(), turn::pace, turn.limits(), meter::start);
    Figures figures = meter.stop(outcome, turn.load().chunk().bytes());
    if (outcome.tally().errors() > 0) {
      System.err.printf("%s: the last error was: %s%n", name, outcome.tally().lastError());
    }
    server.leftovers().remove();
    workspace.settle();
    return figures;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
