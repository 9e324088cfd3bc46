package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A mark that lasts as long as its process; a call can be made to fail. */
public final class InMemoryStoreMark implements StoreMark {

  private final AtomicReference<Optional<HighWaterMark>> mark =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger untilFailure = new AtomicInteger();

  @Override
  public Optional<HighWaterMark> read() {
    failIfDue();
    return mark.get();
  }

  @Override
  public void raise(HighWaterMark to) {
    failIfDue();
    mark.updateAndGet(
        present -> present.filter(there -> !to.isAbove(there)).or(() -> Optional.of(to)));
  }

  /** The {@code nth} call from now fails, counted from 1, and does nothing. */
  public void failAt(int nth) {
    untilFailure.set(nth);
  }

  private void failIfDue() {
    if (untilFailure.decrementAndGet() == 0) {
      throw new StorageFailure.Unavailable("injected");
    }
  }

  /** What emptying the folder does. */
  public void lose() {
    mark.set(Optional.empty());
  }
}
