package io.piecemeal.http.server.guard;

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

  public UploadBulkhead(RequestGuards guards) {
    this.slots = new OwnerShares(guards.appendsInFlight());
  }

  /**
   * Takes a slot, which is free again when the result is closed.
   *
   * @param owner whose file the upload is for
   * @throws Overloaded if none is free, or the owner has its share: turned away at once, a caller
   *     does not hold a connection
   */
  public Slot take(Owner owner) {
    return slots.take(owner, 1).orThrow(refused -> new Overloaded(overload(refused)))::close;
  }

  private static Overload overload(Attempt.Refused refused) {
    return switch (refused.reason()) {
      case OWN_SHARE -> new Overload.ShareTaken(refused.share(), refused.limit());
      case ALL_TAKEN -> new Overload.SlotsTaken(refused.limit());
    };
  }

  /** A slot that is taken. */
  public interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
