package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The way out of the ledger, step by step: file out of reach, its keys dead, their bytes removed,
 * their rows removed. Never bytes first. Any number of nodes may take these steps at once; what one
 * has claimed the others skip.
 *
 * <p>Every method is one atomic, bounded step. Each throws {@link StorageFailure.Unavailable} if it
 * surely changed nothing and {@link StorageFailure.OutcomeUnknown} if it may have. A step that
 * broke off is taken up again by the next caller.
 */
public interface DeletionQueue {

  /**
   * Puts files out of reach whose time is over.
   *
   * @return how many, at most {@code limit}
   */
  int expire(int limit);

  /**
   * Declares keys of files dead that are out of reach.
   *
   * @return how many, at most {@code limit}
   */
  int killKeys(int limit);

  /**
   * Claims keys that have been dead, and unclaimed, for at least {@code rest}; the same key is not
   * given out again before that time is over once more.
   *
   * @param rest longer than any download takes, since one may still read the objects
   */
  List<ObjectKey> claim(Duration rest, int limit);

  /** Removes the rows of keys whose bytes are removed. */
  void removeRows(Collection<ObjectKey> keys);

  /**
   * Removes the last trace of files that have been out of reach for at least {@code remembered} and
   * have no keys left.
   *
   * @return how many, at most {@code limit}
   */
  int purge(Duration remembered, int limit);

  /**
   * Removes what is left of requests whose idempotency key is free again.
   *
   * @return how many, at most {@code limit}
   */
  int forgetRequests(int limit);
}
