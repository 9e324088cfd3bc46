package io.piecemeal.application.audit;

import io.piecemeal.application.port.in.ManageWebhooks;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Records what owners do with their webhooks. */
public final class AuditedWebhooks implements ManageWebhooks {

  private final AuditTrail trail;
  private final ManageWebhooks inner;

  public AuditedWebhooks(AuditTrail trail, ManageWebhooks inner) {
    this.trail = trail;
    this.inner = inner;
  }

  private void record(Action action, Owner owner, WebhookId id) {
    trail.record(
        new AuditEvent(
            action,
            Optional.of(owner),
            Optional.empty(),
            Optional.of(id.value()),
            AuditEvent.DONE));
  }

  @Override
  public Creation create(
      Owner owner, String url, Collection<EventType> types, Optional<EventCursor> after) {
    trail.requireWorking();
    Creation creation = inner.create(owner, url, types, after);
    if (creation instanceof Creation.Created created) {
      record(Action.WEBHOOK_CREATED, owner, created.webhook().webhook().id());
    }
    return creation;
  }

  @Override
  public List<Webhook> list(Owner owner) {
    return inner.list(owner);
  }

  @Override
  public Optional<WithSecret> rotate(Owner owner, WebhookId id, Duration overlap) {
    trail.requireWorking();
    Optional<WithSecret> rotated = inner.rotate(owner, id, overlap);
    rotated.ifPresent(_ -> record(Action.WEBHOOK_ROTATED, owner, id));
    return rotated;
  }

  @Override
  public Optional<Webhook> replay(Owner owner, WebhookId id, Optional<EventCursor> after) {
    trail.requireWorking();
    Optional<Webhook> replayed = inner.replay(owner, id, after);
    replayed.ifPresent(_ -> record(Action.WEBHOOK_REPLAYED, owner, id));
    return replayed;
  }

  @Override
  public boolean remove(Owner owner, WebhookId id) {
    trail.requireWorking();
    boolean removed = inner.remove(owner, id);
    if (removed) {
      record(Action.WEBHOOK_DELETED, owner, id);
    }
    return removed;
  }
}
