package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.http.RequestHead;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A file of 100 MB, whole and in parts, from ours and from nginx. */
public record Downloads(Workspace workspace, int rounds, Duration time, Consumer<String> progress) {

  private static final int PART = 1 << 20;
  private static final int MIDDLE = SampleFile.SIZE / 2;

  /** Measures. */
  public List<CaseResult> measure() throws IOException, InterruptedException {
    List<SampleFile.Served> served = new ArrayList<>(List.of(SampleFile.servedByOurs(workspace)));
    Optional<SampleFile.Served> nginx = SampleFile.servedByNginx(workspace, progress);
    nginx.ifPresent(served::add);
    List<CaseResult> results = new ArrayList<>();
    results.add(run("100 MB x1", served, SampleFile.SIZE, 1, Optional.empty()));
    results.add(run("100 MB x8", served, SampleFile.SIZE, 8, Optional.empty()));
    results.add(run("1 MiB from 0", served, PART, 1, Optional.of(0)));
    results.add(run("1 MiB from the middle", served, PART, 1, Optional.of(MIDDLE)));
    results.add(run("1 MiB at the end", served, PART, 1, Optional.of(SampleFile.SIZE - PART)));
    return results;
  }

  private CaseResult run(
      String title,
      List<SampleFile.Served> served,
      int bytes,
      int connections,
      Optional<Integer> start)
      throws IOException, InterruptedException {
    List<Subject> subjects = new ArrayList<>();
    for (SampleFile.Served server : served) {
      RequestHead request =
          start
              .map(from -> "Range: bytes=%d-%d".formatted(from, from + bytes - 1))
              .map(server.request()::with)
              .orElse(server.request());
      subjects.add(new DownloadSubject(server.name(), server.tree(), server.port(), request));
    }
    Turn turn =
        Turn.closedLoop(new LoadCase(new ChunkSize(bytes), connections), time, Long.MAX_VALUE);
    return new Rounds(subjects, rounds, progress).run(title, turn, _ -> turn);
  }
}
