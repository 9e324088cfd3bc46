package io.piecemeal.testkit;

import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.domain.storage.HighWaterMark;
import java.util.concurrent.atomic.AtomicLong;

/** A mark that lasts as long as its process. */
public final class InMemoryLedgerMark implements LedgerMark {

  private final AtomicLong mark = new AtomicLong();

  @Override
  public HighWaterMark read() {
    return new HighWaterMark(mark.get());
  }

  @Override
  public HighWaterMark advance() {
    return new HighWaterMark(mark.incrementAndGet());
  }

  @Override
  public void raise(HighWaterMark to) {
    mark.accumulateAndGet(to.value(), Math::max);
  }

  /** What restoring a backup does. */
  public void setBackTo(HighWaterMark earlier) {
    mark.set(earlier.value());
  }
}
