package io.piecemeal.application.service;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.SweepFiles.Swept;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.Graveyard;
import io.piecemeal.domain.ObjectKey;
import java.time.Duration;
import java.util.List;

/** Takes every step of the way out once, each for at most a batch of files or keys. */
public final class SweepFilesService implements SweepFiles {

  private final WatchHighWater highWater;
  private final Graveyard graveyard;
  private final ChunkStore store;
  private final Policy policy;

  public SweepFilesService(
      WatchHighWater highWater, Graveyard graveyard, ChunkStore store, Policy policy) {
    this.highWater = highWater;
    this.graveyard = graveyard;
    this.store = store;
    this.policy = policy;
  }

  @Override
  public Swept sweep() {
    int expired = graveyard.expire(policy.batch());
    int retired = graveyard.retire(policy.batch());
    int removed =
        switch (highWater.compare().standing()) {
          // A file that expired by a ledger from a backup may have been appended to since.
          case HELD -> 0;
          case AGREED -> remove();
        };
    int forgotten =
        graveyard.forget(policy.remembered(), policy.batch())
            + graveyard.forgetRequests(policy.batch());
    return new Swept(expired, retired, removed, forgotten);
  }

  private int remove() {
    List<ObjectKey> keys = graveyard.claim(policy.rest(), policy.batch());
    if (!keys.isEmpty()) {
      // Bytes before rows: a row without bytes is tried again, bytes without a row are orphans.
      store.delete(keys);
      graveyard.bury(keys);
    }
    return keys.size();
  }

  /**
   * How the sweeping is done.
   *
   * @param rest how long bytes stay after their key died; longer than any download takes
   * @param remembered how long a file that is gone is answered as such
   * @param batch the most files or keys of one step
   */
  public record Policy(Duration rest, Duration remembered, int batch) {}
}
