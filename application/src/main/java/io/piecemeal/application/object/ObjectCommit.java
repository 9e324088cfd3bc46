package io.piecemeal.application.object;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps objects that a commit made part of a file, or may have, and discards them otherwise. */
public record ObjectCommit(ObjectIntake intake) {

  /** A commit, and what comes before it. */
  @FunctionalInterface
  public interface Attempt<T, E extends Exception> {

    T run() throws E;
  }

  /**
   * Runs the attempt. No object is left if it throws anything but {@link
   * StorageFailure.OutcomeUnknown}, after which they may be part of a file and so have to stay.
   *
   * @param objects asked when the attempt has ended: those that it left durable
   * @param used whether a result says that the objects are part of a file
   */
  public <T, E extends Exception> T run(
      Supplier<List<ChunkObject>> objects, Attempt<T, E> attempt, Predicate<T> used) throws E {
    T result;
    try {
      result = attempt.run();
    } catch (StorageFailure.OutcomeUnknown e) {
      intake.markCommitted();
      throw e;
    } catch (Exception e) {
      objects.get().forEach(object -> intake.discard(object.key(), e));
      throw e;
    }
    if (used.test(result)) {
      intake.markCommitted();
    } else {
      objects.get().forEach(object -> intake.discard(object.key()));
    }
    return result;
  }
}
