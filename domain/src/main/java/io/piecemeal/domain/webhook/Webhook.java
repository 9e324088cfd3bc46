package io.piecemeal.domain.webhook;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where an owner wants to be told of events, and how far that is.
 *
 * @param url may hold a secret of the owner; not for logs
 * @param types of the events that are sent; empty for all
 * @param told the events up to here were delivered, or are not of these types
 * @param standing whether that goes well
 */
public record Webhook(
    WebhookId id,
    Owner owner,
    String url,
    Set<EventType> types,
    Instant createdAt,
    SecretNumber secret,
    EventCursor told,
    Standing standing) {

  /** How many webhooks an owner may have. */
  public static final int MOST_OF_AN_OWNER = 16;

  public Webhook {
    types = Set.copyOf(types);
  }

  /** Whether it is told of events of this type. */
  public boolean wants(EventType type) {
    return types.isEmpty() || types.contains(type);
  }

  /**
   * Which of the webhook's secrets sign what is sent.
   *
   * @param number counts how often the secret was rotated, from 1 on
   * @param withFormer whether the one before is still in use beside it
   */
  public record SecretNumber(int number, boolean withFormer) {}

  /**
   * How deliveries go.
   *
   * @param failures deliveries that failed since the last one that did not
   * @param failingSince when the first of them was
   * @param reason why the last of them failed, or why the webhook is off; a sentence for its owner
   * @param nextAttempt when the next one is due, if some have failed
   * @param offSince when deliveries were given up; they begin again where the owner says so
   */
  public record Standing(
      int failures,
      Optional<Instant> failingSince,
      Optional<String> reason,
      Optional<Instant> nextAttempt,
      Optional<Instant> offSince) {

    /** All is well. */
    public static final Standing WELL =
        new Standing(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
