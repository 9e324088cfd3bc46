package io.piecemeal.application.port.out;

import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.webhook.Webhook;
import java.time.Duration;
import java.util.List;

/**
 * Which node delivers to which webhook: one at a time, for as long as it holds a turn. All methods
 * throw {@link StorageFailure.Unavailable} if they surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if they may have.
 */
public interface WebhookTurns {

  /**
   * Takes turns at webhooks that are not off, whose next attempt is due, at which no other node has
   * a turn, and behind whose cursor there are events, be they of types that it wants or not. Those
   * first that have waited longest.
   *
   * @param most so many at most
   * @param lease after which another node may take the turn, if it was not renewed
   */
  List<Turn> take(int most, Duration lease);

  /**
   * Moves the webhook's cursor, takes it for a success, which ends a row of failures, and holds the
   * turn for another lease.
   *
   * @return false, and nothing is changed, if the turn is over
   */
  boolean told(Turn turn, EventCursor upTo, Duration lease);

  /** Ends a turn; does nothing if it is over. */
  void end(Turn turn, Ending ending);

  /**
   * A turn at a webhook, as that was when it was taken.
   *
   * @param number no other turn at the webhook has the same
   */
  record Turn(Webhook webhook, long number) {}

  /** How a turn ends. */
  sealed interface Ending {

    /** All was delivered, or others wait: the next turn may begin at once. */
    record Done() implements Ending {}

    /**
     * A delivery failed.
     *
     * @param reason a sentence for the owner
     * @param next how long to wait
     * @param patience after this time of failures, the webhook is off
     */
    record Failed(String reason, Duration next, Duration patience) implements Ending {}

    /**
     * There is no use in going on: the webhook is off.
     *
     * @param reason a sentence for the owner
     */
    record GivenUp(String reason) implements Ending {}
  }
}
