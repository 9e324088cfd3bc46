package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.SweepFiles.Swept;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.domain.storage.ObjectKey;
import java.time.Duration;
import java.util.List;

/** Takes every step of the way out once, each for at most a batch of files or keys. */
public final class SweepFilesService implements SweepFiles {

  private final WatchHighWater highWater;
  private final DeletionQueue deletionQueue;
  private final ChunkStore store;
  private final Policy policy;

  public SweepFilesService(
      WatchHighWater highWater, DeletionQueue deletionQueue, ChunkStore store, Policy policy) {
    this.highWater = highWater;
    this.deletionQueue = deletionQueue;
    this.store = store;
    this.policy = policy;
  }

  @Override
  public Swept sweep() {
    int expired = deletionQueue.expire(policy.batch());
    int killed = deletionQueue.killKeys(policy.batch());
    int removed =
        switch (highWater.compare().standing()) {
          // A file that expired by a ledger from a backup may have been appended to since.
          case HELD -> 0;
          case AGREED -> remove();
        };
    int purged =
        deletionQueue.purge(policy.remembered(), policy.batch())
            + deletionQueue.forgetRequests(policy.batch());
    return new Swept(expired, killed, removed, purged);
  }

  private int remove() {
    List<ObjectKey> keys = deletionQueue.claim(policy.rest(), policy.batch());
    if (!keys.isEmpty()) {
      // Bytes before rows: a row without bytes is tried again, bytes without a row are orphans.
      store.delete(keys);
      deletionQueue.removeRows(keys);
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
