package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.CollectOrphans.Collected;
import java.util.Optional;

/**
 * Looks after the names that processes lease for their objects. Several nodes may do so at once and
 * share the work.
 */
public interface TendNames {

  /**
   * Renews the leases of this process, without the names of which the ledger knows what became. To
   * be called every few seconds.
   *
   * @throws io.piecemeal.domain.storage.StorageFailure if the ledger cannot be asked; the next beat
   *     does the same again
   */
  void beat();

  /**
   * Removes objects that are part of nothing: those of processes that ended or are silent, and of
   * this one those of which nothing came for long. Looks only where there may be such.
   *
   * @return empty if collection is held (see {@link WatchHighWater}); nothing was removed then
   * @throws io.piecemeal.domain.storage.StorageFailure if the store or the ledger fails; what was
   *     removed until then is removed
   */
  Optional<Collected> collect();
}
