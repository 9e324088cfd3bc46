package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for some seconds that a store said it was full. How much room it has, no store tells;
 * so after that the next object finds out.
 */
final class FullStore {

  private static final Duration MEMORY = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private final AtomicReference<@Nullable Answer> last = new AtomicReference<>();

  private record Answer(StorageFailure.NoSpace failure, long at) {}

  FullStore(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * @throws StorageFailure.NoSpace if the store said so just now
   */
  void requireRoom() {
    Answer answer = last.get();
    if (answer != null && nanos.getAsLong() - answer.at() < MEMORY.toNanos()) {
      throw new StorageFailure.NoSpace("the store has no room", answer.failure());
    }
  }

  <T> T noting(Supplier<T> put) {
    try {
      T result = put.get();
      last.set(null);
      return result;
    } catch (StorageFailure.NoSpace e) {
      last.set(new Answer(e, nanos.getAsLong()));
      throw e;
    }
  }
}
