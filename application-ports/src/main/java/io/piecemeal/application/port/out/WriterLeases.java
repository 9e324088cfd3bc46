package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StoreWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Which names processes may give to objects: a process leases them here before it uses them, so
 * that after its end others know where to look for what it left, and need not list a store. Times
 * are by the ledger's clock.
 *
 * <p>Every method is one atomic step, durable when it returns. Each throws {@link
 * StorageFailure.Unavailable} if it surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if it may have.
 */
public interface WriterLeases {

  /** Enters a writer that is new, with the names that it may use from now on. */
  void begin(WriterLease lease);

  /**
   * Says that a writer lives, and which names it may use or may have used now, instead of those
   * before.
   *
   * @return whether its lease stands. If not, it was taken over or ended: nothing was changed, and
   *     never will be by another call; the writer uses no name any more
   */
  boolean renew(WriterLease lease);

  /** Removes all trace of writers. Those that are not there are ignored. */
  void end(Collection<StoreWriter> writers);

  /**
   * Takes over writers that did not renew their leases for at least {@code silence}. The same one
   * is not given out again before {@code hold} is over; then it is, until it is ended.
   *
   * @param limit the most writers, at least 1
   * @return the longest silent first, past what others are taking over at the same moment
   */
  List<WriterLease> takeOver(Duration silence, Duration hold, int limit);
}
