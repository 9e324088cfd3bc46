package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A mark that lasts as long as its process. */
public final class InMemoryStoreMark implements StoreMark {

  private final AtomicReference<Optional<HighWaterMark>> mark =
      new AtomicReference<>(Optional.empty());

  @Override
  public Optional<HighWaterMark> read() {
    return mark.get();
  }

  @Override
  public void raise(HighWaterMark to) {
    mark.updateAndGet(
        present -> present.filter(there -> !to.isAbove(there)).or(() -> Optional.of(to)));
  }

  /** What emptying the folder does. */
  public void lose() {
    mark.set(Optional.empty());
  }
}
