package io.piecemeal.adapters.http.guard;

import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.ProblemKind;
import io.piecemeal.adapters.http.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Bounds the uploads that are under way at once, and with them the buffers and open files. */
@Singleton
public final class AppendSlots {

  private final Semaphore slots;
  private final int limit;

  AppendSlots(RequestGuards guards) {
    this.limit = guards.appendsInFlight();
    this.slots = new Semaphore(limit);
  }

  /**
   * Takes a slot, which is free again when the result is closed.
   *
   * @throws RequestRejected if none is free: turned away at once, a caller does not hold a
   *     connection
   */
  public Slot take() {
    if (!slots.tryAcquire()) {
      throw new RequestRejected(
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "%d uploads are under way; send the same request again.".formatted(limit))
              .with("max_appends_in_flight", limit)
              .header("Retry-After", "1"));
    }
    return slots::release;
  }

  /** A slot that is taken. */
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
