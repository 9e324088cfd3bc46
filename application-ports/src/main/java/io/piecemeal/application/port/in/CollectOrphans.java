package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Optional;

/**
 * Removes objects that are part of nothing, since a process ended between writing them and
 * committing them. Several nodes may collect at once.
 */
public interface CollectOrphans {

  /**
   * Goes through all objects and counts. Changes nothing.
   *
   * @throws StorageFailure if the store or the ledger cannot be asked
   */
  Collected count();

  /**
   * Goes through all objects and removes those that are old enough and that the ledger does not
   * know. Advances the high-water marks before.
   *
   * @return empty if collection is held (see {@link WatchHighWater}); nothing was removed then
   * @throws StorageFailure if the store or the ledger fails; what was removed until then is removed
   */
  Optional<Collected> collect();

  /**
   * What was found.
   *
   * @param examined all objects that were old enough
   * @param orphans those of them that the ledger does not know
   * @param removed orphans whose bytes are gone now
   */
  record Collected(Tally examined, Tally orphans, Tally removed) {

    public static final Collected NOTHING = new Collected(Tally.ZERO, Tally.ZERO, Tally.ZERO);

    public Collected plus(Collected other) {
      return new Collected(
          examined.plus(other.examined), orphans.plus(other.orphans), removed.plus(other.removed));
    }
  }

  /** How many objects, and their bytes. */
  record Tally(long objects, ByteCount bytes) {

    public static final Tally ZERO = new Tally(0, ByteCount.ZERO);

    public Tally plus(Tally other) {
      return new Tally(objects + other.objects, bytes.plus(other.bytes));
    }
  }
}
