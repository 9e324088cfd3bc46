package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lists what a {@link ChunkStore} holds, in the ledger or not: the other view of the same objects.
 */
public interface ObjectInventory {

  /**
   * One page of the objects that have not changed for at least {@code age}. Following {@link
   * Page#next} from {@link Cursor#START} on gives every object once that is there from the first
   * page to the last, in an order that stays the same; one that comes or goes meanwhile is listed
   * or not. What the store did not make itself is never listed.
   *
   * <p>Takes memory in {@code limit}, not in the number of objects. A page may have fewer objects
   * than the limit, also none, and still not be the last.
   *
   * @param age by the store's own clock; a younger object may still be on its way into the ledger.
   *     Objects that were written together may all be as young as the last of them
   * @param limit the most objects of a page, at least 1
   * @throws StorageFailure.Unavailable if the store cannot be read
   */
  Page list(Cursor after, Duration age, int limit);

  /**
   * Some objects.
   *
   * @param next where the next page begins; empty after the last one
   */
  record Page(List<Item> objects, Optional<Cursor> next) {}

  /** An object. */
  record Item(ObjectKey key, ByteCount length) {}

  /**
   * A place in the order of the objects.
   *
   * @param place understood by the store that gave it, and by nobody else
   */
  record Cursor(String place) {

    /** Before the first object. */
    public static final Cursor START = new Cursor("");
  }
}
