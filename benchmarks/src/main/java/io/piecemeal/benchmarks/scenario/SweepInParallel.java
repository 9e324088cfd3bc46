package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkLoad;
import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.load.Pace;
import io.piecemeal.benchmarks.peer.SessionTarget;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How much slower appends are while files that have expired are swept. The files are real ones with
 * a chunk each.
 */
public record SweepInParallel(
    Workspace workspace, int files, Duration time, Consumer<String> progress) {

  private static final int CONNECTIONS = 8;
  private static final LoadCase LOAD = new LoadCase(new ChunkSize(16 * 1024), CONNECTIONS);
  private static final LoadCase SMALL = new LoadCase(new ChunkSize(1024), CONNECTIONS);
  private static final int QUIET_TURNS = 3;
  private static final int CHUNKS_OF_A_SESSION = 200;

  private static final String EXPIRE =
      "UPDATE file SET expires_at = now() - interval '1 second', expiry_hour = 0"
          + " WHERE state IN ('uploading', 'complete')";
  private static final String SWEPT = "SELECT count(*) FROM file WHERE state = 'emptied'";

  /** Measures. */
  public Findings measure() throws IOException, InterruptedException {
    OneServer server =
        OneServer.start(workspace, "-Dpiecemeal.sweep-interval=1s", "--delete-delay", "1s");
    double _ = appends(server, time);
    progress.accept("making %d files".formatted(files));
    Crew.Limits each = new Crew.Limits(Duration.ofHours(1), files / CONNECTIONS);
    double _ = rate(server, SMALL, 1, each);
    List<Double> quiet = new ArrayList<>();
    for (int turn = 0; turn < QUIET_TURNS; turn++) {
      quiet.add(appends(server, time));
    }
    workspace.settle();
    final long before = server.database().number(SWEPT);
    long _ = server.database().update(EXPIRE);
    progress.accept("appending while they are swept");
    double sweeping = appends(server, time.multipliedBy(QUIET_TURNS));
    long swept = server.database().number(SWEPT) - before;
    return findings(Spread.of(quiet), sweeping, (double) swept);
  }

  private static double appends(OneServer server, Duration time)
      throws IOException, InterruptedException {
    return rate(server, LOAD, CHUNKS_OF_A_SESSION, new Crew.Limits(time, Long.MAX_VALUE));
  }

  private static double rate(
      OneServer server, LoadCase load, int chunksOfSession, Crew.Limits limits)
      throws IOException, InterruptedException {
    Crew.Outcome outcome =
        new ChunkLoad(load, BodyForm.JSON)
            .run(
                Loopback.port(server.port()),
                (_, length) ->
                    new SessionTarget(ServiceCommand.AUTHORIZATION, length, chunksOfSession),
                _ -> new Pace.AtOnce(),
                limits,
                () -> {});
    if (outcome.tally().errors() > 0) {
      throw new IOException("errors, the last one: " + outcome.tally().lastError());
    }
    return outcome.tally().requests() / outcome.seconds();
  }

  private static Findings findings(Spread quiet, double sweeping, double swept) {
    return new Findings(
        "appends of " + LOAD,
        List.of(
            new Finding("nothing to sweep", "req/s", 0, quiet),
            Finding.of("while files are swept", "req/s", 0, sweeping),
            Finding.of("swept meanwhile", "files", 0, swept),
            Finding.of("ratio", "", 2, sweeping / quiet.median())));
  }
}
