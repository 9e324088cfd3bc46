package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The webhooks of owners, as they manage them. Nobody sees those of another owner: for everybody
 * else there are none of these ids. All methods throw {@link StorageFailure.Unavailable} if they
 * surely changed nothing and {@link StorageFailure.OutcomeUnknown} if they may have; what they
 * changed is durable when they return.
 */
public interface WebhookBook {

  /**
   * Enters a webhook whose id is new, with its first secret.
   *
   * @param most so many may an owner have, also if several are entered at the same time
   * @return empty, and nothing is changed, if the owner has so many
   */
  Optional<Webhook> enter(NewWebhook webhook, int most);

  /** All webhooks of an owner, oldest first. */
  List<Webhook> list(Owner owner);

  /**
   * Gives a webhook its next secret. The one before is in use beside it for the overlap; any that
   * are older are not from now on. A turn that is under way is over.
   *
   * @return empty if there is none
   */
  Optional<Webhook> rotate(Owner owner, WebhookId id, Duration overlap);

  /**
   * Has events delivered from a cursor on, at once, also if that was given up before. A turn that
   * is under way is over.
   *
   * @return empty if there is none
   */
  Optional<Webhook> replay(Owner owner, WebhookId id, EventCursor from);

  /** Removes a webhook; says whether there was one. A turn that is under way is over. */
  boolean remove(Owner owner, WebhookId id);

  /**
   * A webhook to be.
   *
   * @param from events behind here are delivered
   */
  record NewWebhook(
      WebhookId id, Owner owner, String url, Collection<EventType> types, EventCursor from) {}
}
