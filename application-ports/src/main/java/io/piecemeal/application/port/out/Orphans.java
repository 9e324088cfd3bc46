package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What the ledger says of objects that may be part of nothing: a crash between the writing of an
 * object and its commit leaves such. Each method is one atomic step, as those of the {@link
 * FileLedger} are, with the same failures.
 */
public interface Orphans {

  /**
   * Those of the keys that the ledger does not know at all: neither part of a file, nor of one that
   * is deleted, nor dead. By the time of the answer a commit may have entered them.
   *
   * @param keys without duplicates
   */
  List<ObjectKey> unknown(Collection<ObjectKey> keys);

  /**
   * Declares dead those of the keys that the ledger still does not know, so that no commit can ever
   * make them part of a file: one that tries is refused with {@link StorageFailure.Unavailable}. A
   * commit that is under way is waited for, and wins.
   *
   * <p>Does nothing if the ledger's mark is below {@code seen}: it was restored from a backup then,
   * and what it does not know may have been acknowledged after that.
   *
   * @param keys without duplicates
   * @param rest how long {@link DeletionQueue#claim} gives none of them out; longer than any
   *     request can be held up between writing its object and its commit, since only the entry here
   *     stops it
   * @param seen the mark beside the objects
   * @return those that this call declared dead; nobody can ever read them
   */
  List<ObjectKey> fence(Collection<ObjectKey> keys, Duration rest, HighWaterMark seen);
}
