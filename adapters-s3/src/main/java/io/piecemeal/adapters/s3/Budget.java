package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many blocks the objects under way may take together, beyond the first of each. An object that
 * outgrows its first gets some blocks if they are free now, and at last all that it may need. Only
 * for those does anybody wait, and who has them waits for nothing more, so that they come back: a
 * wait ends with another's put.
 */
final class Budget {

  /** Beyond the first; with it half a megabyte. */
  static final int SOME = 7;

  private static final Duration WAIT = Duration.ofSeconds(13);

  private final Semaphore some;
  private final Semaphore all;
  private final int most;

  /**
   * @param bytes at most so many are taken by all objects together, but at least as many as one
   *     part of an object has
   */
  Budget(long bytes) {
    most = Math.toIntExact(Math.max(bytes * 3 / 4 / Blocks.SIZE, S3Stage.PART / Blocks.SIZE));
    all = new Semaphore(most, true);
    some = new Semaphore(Math.toIntExact(bytes / 4 / Blocks.SIZE));
  }

  /** Whether there are {@link #SOME} now; to be given back. */
  boolean takeSome() {
    return some.tryAcquire(SOME);
  }

  void giveBackSome() {
    some.release(SOME);
  }

  /**
   * Waits for so many blocks; to be given back.
   *
   * @throws StorageFailure.Unavailable if they do not come free in time
   */
  void takeAll(int blocks) {
    try {
      if (all.tryAcquire(blocks, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted while others were stored", e);
    }
    throw new StorageFailure.Unavailable("too many large chunks at once");
  }

  void giveBackAll(int blocks) {
    all.release(blocks);
  }
}
