package io.piecemeal.application.service;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.Graveyard;
import io.piecemeal.domain.ObjectKey;
import java.time.Duration;
import java.util.List;

/** Takes every step of the way out once, each for at most a batch of files or keys. */
public final class SweepFilesService implements SweepFiles {

  private final Graveyard graveyard;
  private final ChunkStore store;
  private final Policy policy;

  public SweepFilesService(Graveyard graveyard, ChunkStore store, Policy policy) {
    this.graveyard = graveyard;
    this.store = store;
    this.policy = policy;
  }

  @Override
  public Swept sweep() {
    int expired = graveyard.expire(policy.batch());
    int retired = graveyard.retire(policy.batch());
    List<ObjectKey> keys = graveyard.claim(policy.rest(), policy.batch());
    if (!keys.isEmpty()) {
      // Bytes before rows: a row without bytes is tried again, bytes without a row are lost track
      // of.
      store.delete(keys);
      graveyard.bury(keys);
    }
    int forgotten =
        graveyard.forget(policy.remembered(), policy.batch())
            + graveyard.forgetRequests(policy.batch());
    return new Swept(expired, retired, keys.size(), forgotten);
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
