package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Makes, shows, changes and removes the webhooks of an owner, who sees no others. All methods throw
 * {@link StorageFailure.Unavailable} if they surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if they may have.
 */
public interface ManageWebhooks {

  /**
   * Makes a webhook.
   *
   * @param types of the events to send; empty for all
   * @param after events behind here are sent; empty for those that happen from now on
   */
  Creation create(
      Owner owner, String url, Collection<EventType> types, Optional<EventCursor> after);

  /** All of them, oldest first. */
  List<Webhook> list(Owner owner);

  /**
   * Makes the next secret. Until the overlap is over, what is sent is signed with both.
   *
   * @return empty if there is no such webhook
   */
  Optional<WithSecret> rotate(Owner owner, WebhookId id, Duration overlap);

  /**
   * Sends events behind a cursor, those that were sent before as well, and begins again if that was
   * given up.
   *
   * @param after empty for all events that are kept
   * @return empty if there is no such webhook
   */
  Optional<Webhook> replay(Owner owner, WebhookId id, Optional<EventCursor> after);

  /** Removes a webhook; says whether there was one. */
  boolean remove(Owner owner, WebhookId id);

  /** A webhook, and the only sight of its secret. */
  record WithSecret(Webhook webhook, WebhookSecret secret) {}

  /** What came of making one. */
  sealed interface Creation {

    record Created(WithSecret webhook) implements Creation {}

    /** The owner has as many as it may have. */
    record TooMany() implements Creation {}

    /**
     * Nothing is sent to this URL.
     *
     * @param reason a sentence that repeats nothing of it
     */
    record BadUrl(String reason) implements Creation {}
  }
}
