package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;

/** Delivers events to webhooks. Several nodes may do so at once. */
public interface DeliverWebhooks {

  /**
   * Takes turns at webhooks for which there are events. Each has to be served at once, by a thread
   * of its own.
   *
   * @param most so many at most
   * @throws StorageFailure.Unavailable if the ledger does not answer
   */
  List<Service> take(int most);

  /** A turn at one webhook. */
  interface Service {

    /**
     * Delivers its events in their order, until there are none, one fails, or it is the turn of
     * others. Holds the calling thread, but no connection of the database while it sends.
     *
     * @throws StorageFailure.Unavailable if the ledger does not answer; the turn runs out by itself
     */
    void serve();
  }
}
