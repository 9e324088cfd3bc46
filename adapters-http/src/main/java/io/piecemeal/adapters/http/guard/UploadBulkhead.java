package io.piecemeal.adapters.http.guard;

import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.ProblemKind;
import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.adapters.http.problem.ShareProblems;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import jakarta.inject.Singleton;

/**
 * Bounds the uploads that are under way at once, and with them the buffers and open files; of all
 * owners together, and of each as its share.
 */
@Singleton
public final class UploadBulkhead {

  private final OwnerShares slots;

  UploadBulkhead(RequestGuards guards) {
    this.slots = new OwnerShares(guards.appendsInFlight());
  }

  /**
   * Takes a slot, which is free again when the result is closed.
   *
   * @param owner whose file the upload is for
   * @throws RequestRejected if none is free, or the owner has its share: turned away at once, a
   *     caller does not hold a connection
   */
  public Slot take(Owner owner) {
    return switch (slots.take(owner, 1)) {
      case Attempt.Taken taken -> taken::close;
      case Attempt.Refused refused -> throw new RequestRejected(problem(refused));
    };
  }

  private static Problem problem(Attempt.Refused refused) {
    return switch (refused.reason()) {
      case OWN_SHARE -> ShareProblems.of("uploads under way", refused.share(), refused.limit());
      case ALL_TAKEN ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "%d uploads are under way; send the same request again in 1 s."
                      .formatted(refused.limit()))
              .with("max_appends_in_flight", refused.limit())
              .header("Retry-After", "1");
    };
  }

  /** A slot that is taken. */
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
