package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.port.in.ManageWebhooks;
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

  private final Recorder recorder;
  private final ManageWebhooks inner;

  public AuditedWebhooks(AuditTrail trail, ManageWebhooks inner) {
    this.recorder = new Recorder(trail);
    this.inner = inner;
  }

  @Override
  public Creation create(
      Owner owner, String url, Collection<EventType> types, Optional<EventCursor> after) {
    Asked asked = Asked.of(Action.WEBHOOK_CREATED, owner);
    return recorder.change(
        asked,
        () -> inner.create(owner, url, types, after),
        creation -> {
          if (creation instanceof Creation.Created created) {
            recorder.done(asked.about(created.webhook().webhook().id().value()));
          }
        });
  }

  @Override
  public List<Webhook> list(Owner owner) {
    return inner.list(owner);
  }

  @Override
  public Optional<WithSecret> rotate(Owner owner, WebhookId id, Duration overlap) {
    Asked asked = Asked.of(Action.WEBHOOK_ROTATED, owner).about(id.value());
    return recorder.change(
        asked,
        () -> inner.rotate(owner, id, overlap),
        rotated -> rotated.ifPresent(_ -> recorder.done(asked)));
  }

  @Override
  public Optional<Webhook> replay(Owner owner, WebhookId id, Optional<EventCursor> after) {
    Asked asked = Asked.of(Action.WEBHOOK_REPLAYED, owner).about(id.value());
    return recorder.change(
        asked,
        () -> inner.replay(owner, id, after),
        replayed -> replayed.ifPresent(_ -> recorder.done(asked)));
  }

  @Override
  public boolean remove(Owner owner, WebhookId id) {
    Asked asked = Asked.of(Action.WEBHOOK_DELETED, owner).about(id.value());
    return recorder.change(
        asked,
        () -> inner.remove(owner, id),
        removed -> {
          if (removed) {
            recorder.done(asked);
          }
        });
  }
}
