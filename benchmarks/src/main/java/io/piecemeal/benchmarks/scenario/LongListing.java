package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.peer.OurDatabase;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.Response;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Whether a page of the list of files takes longer when there are many of them. */
public record LongListing(Workspace workspace, int files, Consumer<String> progress) {

  private static final int FEW = 1000;
  private static final int PAGES = 300;
  private static final int WARM_UPS = 6;

  /** Measures. */
  public Findings measure() throws IOException, InterruptedException {
    OneServer server = OneServer.start(workspace);
    try (HttpConnection connection = HttpConnection.open(Loopback.port(server.port()))) {
      SessionCalls calls = new SessionCalls(connection);
      enter(server.database(), 1, FEW);
      for (int round = 0; round < WARM_UPS; round++) {
        Spread _ = firstPages(calls);
      }
      final Spread few = firstPages(calls);
      progress.accept("entering %d files".formatted(files));
      enter(server.database(), FEW + 1, files);
      final Spread many = firstPages(calls);
      final Spread deep = laterPages(calls);
      return new Findings(
          "a page of 100 files",
          List.of(
              new Finding("of %d files".formatted(FEW), "ms", 2, few),
              new Finding("of %d files".formatted(files), "ms", 2, many),
              new Finding("of %d files, following next".formatted(files), "ms", 2, deep),
              Finding.of("ratio of the medians", "", 2, many.median() / few.median())));
    }
  }

  /** All in the shard that their ids begin with. */
  private static void enter(OurDatabase database, int first, int last) throws IOException {
    String enter =
        """
      INSERT INTO file (shard, file_id, owner, filename, content_type, state, size, chunks, revision,
        created_at, updated_at, expires_at, expiry_hour)
      SELECT 145, 'bench' || lpad(number::text, 27, '0'), 'alice', 'file-' || number || '.bin',
        'application/octet-stream', 'uploading', 0, 0, 0,
        now() - number * interval '1 millisecond', now(), now() + interval '1 day',
        floor(extract(epoch FROM now() + interval '1 day') / 3600)
      FROM generate_series(%d, %d) number
      """
            .formatted(first, last);
    long _ = database.update(enter);
    long _ = database.update("ANALYZE file");
  }

  private static Spread firstPages(SessionCalls calls) throws IOException {
    Stopwatch watch = new Stopwatch();
    for (int page = 0; page < PAGES; page++) {
      watch.time(() -> calls.list("limit=100"));
    }
    return watch.spread();
  }

  private static Spread laterPages(SessionCalls calls) throws IOException {
    Stopwatch watch = new Stopwatch();
    Response page = calls.list("limit=100");
    for (int number = 0; number < PAGES && page.body().contains("\"has_more\":true"); number++) {
      String after = page.member("next");
      watch.time(() -> calls.list("limit=100&after=" + after));
      page = calls.list("limit=100&after=" + after);
    }
    return watch.spread();
  }
}
