package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Whether an append to a session of many chunks takes longer than to a new one. The two take turns,
 * so that a drift meets both.
 */
public record LongSession(Workspace workspace, int chunks, Consumer<String> progress) {

  private static final int CHUNK = 1024;
  private static final int TIMED = 1000;

  /** Measures. */
  public Findings measure() throws IOException, InterruptedException {
    int port = OneServer.start(workspace).port();
    Random random = new Random(CHUNK);
    Stopwatch late = new Stopwatch();
    Stopwatch early = new Stopwatch();
    try (HttpConnection connection = HttpConnection.open(Loopback.port(port))) {
      SessionCalls calls = new SessionCalls(connection);
      String old = calls.open();
      progress.accept("appending %d chunks to one session".formatted(chunks));
      for (int chunk = 0; chunk < chunks; chunk++) {
        calls.append(old, chunk(random));
      }
      for (int turn = 0; turn < TIMED; turn++) {
        String oldOnes = chunk(random);
        late.time(() -> calls.append(old, oldOnes));
        String young = calls.open();
        String youngOnes = chunk(random);
        early.time(() -> calls.append(young, youngOnes));
      }
    }
    return new Findings(
        "append of 1 KiB, one connection",
        List.of(
            new Finding("chunk 1 of a session", "ms", 2, early.spread()),
            new Finding("chunk %d and later".formatted(chunks), "ms", 2, late.spread()),
            Finding.of(
                "ratio of the medians", "", 2, late.spread().median() / early.spread().median())));
  }

  private static String chunk(Random random) {
    byte[] bytes = new byte[CHUNK];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
