package io.piecemeal.http.server.guard;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.http.server.adapter.Dialect;
import io.piecemeal.http.server.metrics.ChunkCounts;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Receives uploads of all dialects: each takes a slot, is watched for its rate, and is counted. */
@Singleton
public final class GuardedUploads {

  private final UploadBulkhead slots;
  private final MinimumRate pace;
  private final ChunkCounts counts;

  GuardedUploads(UploadBulkhead slots, MinimumRate pace, ChunkCounts counts) {
    this.slots = slots;
    this.pace = pace;
    this.counts = counts;
  }

  /**
   * Runs {@code work} on a body that is watched meanwhile. The calling thread must be the one that
   * reads, and may be interrupted while it does.
   *
   * @param owner whose file the bytes are for
   * @param body not closed
   * @param result what to count, where the work did not fail
   * @throws Overloaded if there is no slot; that counts as refused
   * @throws IOException what the work threw, unchanged, as all else that it throws
   */
  public <R> R receive(
      Dialect dialect,
      Owner owner,
      InputStream body,
      MinimumRate.Work<R> work,
      Function<R, Result> result)
      throws IOException {
    return counts.count(
        dialect,
        () -> {
          try (UploadBulkhead.Slot _ = slots.take(owner)) {
            return pace.watch(body, work);
          }
        },
        result);
  }
}
