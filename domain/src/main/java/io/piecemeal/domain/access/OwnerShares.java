package io.piecemeal.domain.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Shares a bounded number of like things among owners: slots, bytes of memory, turns. An owner who
 * has some may have more only as long as no fewer stay free: at most half if it is alone, and less
 * the more owners there are (a dynamic threshold, as switches share their buffers). So something is
 * left for the next owner, and one who has nothing is refused only if all is taken.
 *
 * <p>Safe for use by several threads; keeps nothing of an owner who has given all back.
 */
public final class OwnerShares {

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition givenBack = lock.newCondition();
  private final Map<Owner, Long> held = new HashMap<>();
  private long taken;

  /**
   * @param limit how many there are, at least 1
   */
  public OwnerShares(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("there is nothing to share: " + limit);
    }
    this.limit = limit;
  }

  /** What became of an attempt to take some. */
  public sealed interface Attempt {

    /**
     * What was taken.
     *
     * @param failure makes what is thrown if none were
     */
    default <E extends RuntimeException> Taken orThrow(Function<Refused, E> failure) {
      return switch (this) {
        case Taken taken -> taken;
        case Refused refused -> throw failure.apply(refused);
      };
    }

    /** They are the owner's until this is closed, which may be done more than once. */
    non-sealed interface Taken extends Attempt, AutoCloseable {
      @Override
      void close();
    }

    /**
     * None were taken.
     *
     * @param share how many this owner may have as things are
     * @param limit how many there are for all owners together
     */
    record Refused(Reason reason, long share, long limit) implements Attempt {}
  }

  /** Why none were to be had. */
  public enum Reason {
    /** The owner has some already, and more would be above its share. */
    OWN_SHARE,
    /** The owner has none, and fewer are free than it wants. */
    ALL_TAKEN
  }

  /** Takes some at once, or none. */
  public Attempt take(Owner owner, long wanted) {
    lock.lock();
    try {
      return isAllowed(owner, wanted) ? taken(owner, wanted) : refused(owner);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes some, also after waiting for others to give theirs back.
   *
   * @param patience the longest wait
   */
  public Attempt take(Owner owner, long wanted, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (!isAllowed(owner, wanted)) {
        if (left <= 0) {
          return refused(owner);
        }
        left = givenBack.awaitNanos(left);
      }
      return taken(owner, wanted);
    } finally {
      lock.unlock();
    }
  }

  private boolean isAllowed(Owner owner, long wanted) {
    long free = limit - taken - wanted;
    long own = held.getOrDefault(owner, 0L);
    return own == 0 ? free >= 0 : own + wanted <= free;
  }

  private Attempt.Taken taken(Owner owner, long wanted) {
    held.merge(owner, wanted, Long::sum);
    taken += wanted;
    return new Holding(owner, wanted);
  }

  private Attempt.Refused refused(Owner owner) {
    long own = held.getOrDefault(owner, 0L);
    long share = Math.max(1, (limit - taken + own) / 2);
    Reason reason = own > 0 ? Reason.OWN_SHARE : Reason.ALL_TAKEN;
    return new Attempt.Refused(reason, share, limit);
  }

  private void giveBack(Owner owner, long count) {
    lock.lock();
    try {
      taken -= count;
      held.computeIfPresent(owner, (_, own) -> own == count ? null : own - count);
      givenBack.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Holding implements Attempt.Taken {

    private final Owner owner;
    private long count;

    Holding(Owner owner, long count) {
      this.owner = owner;
      this.count = count;
    }

    @Override
    public void close() {
      long all;
      synchronized (this) {
        all = count;
        count = 0;
      }
      giveBack(owner, all);
    }
  }
}
