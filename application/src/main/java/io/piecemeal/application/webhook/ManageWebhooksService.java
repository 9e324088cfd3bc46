package io.piecemeal.application.webhook;

import io.piecemeal.application.port.in.ManageWebhooks;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookBook.NewWebhook;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps the webhooks of owners in the book. Their secrets are in none: the sender makes them. */
public final class ManageWebhooksService implements ManageWebhooks {

  private final WebhookBook book;
  private final WebhookSender sender;
  private final EventLog events;
  private final Ids ids;

  public ManageWebhooksService(WebhookBook book, WebhookSender sender, EventLog events, Ids ids) {
    this.book = book;
    this.sender = sender;
    this.events = events;
    this.ids = ids;
  }

  @Override
  public Creation create(
      Owner owner, String url, Collection<EventType> types, Optional<EventCursor> after) {
    Optional<String> refusal = sender.refusal(url);
    if (refusal.isPresent()) {
      return new Creation.BadUrl(refusal.get());
    }
    EventCursor from = after.orElseGet(() -> events.latest(owner));
    return book.enter(
            new NewWebhook(ids.nextWebhookId(), owner, url, types, from), Webhook.MOST_OF_AN_OWNER)
        .<Creation>map(webhook -> new Creation.Created(withSecret(webhook)))
        .orElseGet(Creation.TooMany::new);
  }

  private WithSecret withSecret(Webhook webhook) {
    return new WithSecret(webhook, sender.secret(webhook.id(), webhook.secret().number()));
  }

  @Override
  public List<Webhook> list(Owner owner) {
    return book.list(owner);
  }

  @Override
  public Optional<WithSecret> rotate(Owner owner, WebhookId id, Duration overlap) {
    return book.rotate(owner, id, overlap).map(this::withSecret);
  }

  @Override
  public Optional<Webhook> replay(Owner owner, WebhookId id, Optional<EventCursor> after) {
    return book.replay(owner, id, after.orElseGet(() -> beforeAll(owner)));
  }

  /** Before the first event that is still kept; what is dropped meanwhile is told as lost. */
  private EventCursor beforeAll(Owner owner) {
    return switch (events.read(owner, Optional.empty(), 1)) {
      case EventReading.Events page when page.events().isEmpty() -> page.next();
      case EventReading.Events page -> before(page);
      case EventReading.Lost lost -> events.latest(owner);
    };
  }

  /** The cursor behind the first event has its number in one shard. */
  private static EventCursor before(EventReading.Events page) {
    var first = page.events().getFirst();
    return first.cursor().behind(first.file().shard(), first.cursor().in(first.file().shard()) - 1);
  }

  @Override
  public boolean remove(Owner owner, WebhookId id) {
    return book.remove(owner, id);
  }
}
