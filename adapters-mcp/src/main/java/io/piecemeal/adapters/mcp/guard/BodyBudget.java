package io.piecemeal.adapters.mcp.guard;

import io.piecemeal.domain.ByteCount;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Shares out the memory that bodies may take on this node. */
@Singleton
public final class BodyBudget {

  /** Bytes in one permit of the semaphore, which counts in {@code int}. */
  private static final long UNIT = 1024;

  private final BodyLimits limits;
  private final Semaphore units;

  public BodyBudget(BodyLimits limits) {
    this.limits = limits;
    // Not fair: a small body goes ahead of a large one that still waits, and both wait only so
    // long.
    this.units = new Semaphore(units(limits.together().value()));
  }

  /**
   * Takes memory for one body, which is free again when the result is closed.
   *
   * @param announced how many bytes the body has, where its sender said so
   * @throws BodyTooLargeException if that is too much for one body
   * @throws BusyException if there is not enough left, also after waiting for it
   */
  public Share take(OptionalLong announced) throws InterruptedException {
    if (announced.isPresent() && announced.getAsLong() > limits.one().value()) {
      throw new BodyTooLargeException(limits.one());
    }
    int wanted = units(announced.orElse(limits.one().value()));
    if (!units.tryAcquire(wanted, limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BusyException("The bodies of other calls take all memory for them.");
    }
    return () -> units.release(wanted);
  }

  /** The most bytes of one body. */
  public ByteCount one() {
    return limits.one();
  }

  private static int units(long bytes) {
    return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
  }

  /** Memory that is taken. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
