package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.CollectOrphans.Collected;
import java.util.Optional;

/**
 * Looks after the names that processes lease for their objects. Several nodes may do so at once and
 * share the work.
 */
public interface TendNames {

  /**
   * Renews the leases of this process, and leaves out each name whose objects the ledger knows. To
   * be called every few seconds.
   *
   * @throws io.piecemeal.domain.storage.StorageFailure if the ledger cannot be asked; the next beat
   *     does the same again
   */
  void beat();

  /**
   * Removes orphans, objects that no file has: those of processes that ended or are silent, and
   * those that this process kept long ago and did not commit. Looks only under leased names.
   *
   * @return empty if collection is held (see {@link WatchHighWater}); nothing was removed then
   * @throws io.piecemeal.domain.storage.StorageFailure if the store or the ledger fails; what was
   *     removed until then is removed
   */
  Optional<Collected> collect();
}
