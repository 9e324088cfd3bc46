package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A row for each webhook. */
record PostgresWebhookBook(Database database) implements WebhookBook {

  /** Nothing is entered where another takes the slot meanwhile; there may be a further one. */
  private static final String ENTER =
      """
      INSERT INTO webhook (webhook_id, owner, slot, url, types, created_at, secret_number, former_until, told,
        told_count, due_at, turn, failures)
      SELECT ?, taker.owner, free.slot, ?, ?, now(), 1, now(), ?, ?, now(), 0, 0
      FROM (SELECT CAST(? AS text) AS owner) AS taker, LATERAL (
        SELECT slot FROM generate_series(1, ?) AS slot
        WHERE NOT EXISTS (SELECT 1 FROM webhook AS other WHERE other.owner = taker.owner AND other.slot = slot.slot)
        ORDER BY slot LIMIT 1
      ) AS free
      ON CONFLICT (owner, slot) DO NOTHING
      RETURNING %s
      """
          .formatted(WebhookRow.COLUMNS);

  static final String LIST =
      "SELECT %s FROM webhook WHERE owner = ? ORDER BY created_at, webhook_id"
          .formatted(WebhookRow.COLUMNS);

  private static final String ROTATE =
      """
      UPDATE webhook SET secret_number = secret_number + 1, former_until = now() + %s, turn = turn + 1, due_at = now()
      WHERE webhook_id = ? AND owner = ?
      RETURNING %s
      """
          .formatted(Times.INTERVAL, WebhookRow.COLUMNS);

  private static final String REPLAY =
      """
      UPDATE webhook SET told = ?, told_count = ?, turn = turn + 1, due_at = now(),
        failures = 0, failing_since = NULL, reason = NULL, off_since = NULL
      WHERE webhook_id = ? AND owner = ?
      RETURNING %s
      """
          .formatted(WebhookRow.COLUMNS);

  private static final String REMOVE =
      "DELETE FROM webhook WHERE webhook_id = ? AND owner = ? RETURNING webhook_id";

  @Override
  public Optional<Webhook> enter(NewWebhook webhook, int most) {
    for (int attempt = 0; attempt <= most; attempt++) {
      Optional<Webhook> entered = tryToEnter(webhook, most);
      if (entered.isPresent() || list(webhook.owner()).size() >= most) {
        return entered;
      }
    }
    throw new StorageFailure.Unavailable("too many enter webhooks of one owner at once");
  }

  private Optional<Webhook> tryToEnter(NewWebhook webhook, int most) {
    return changed(
        "enter webhook %s".formatted(webhook.id()),
        ENTER,
        parameters ->
            parameters
                .text(webhook.id().value())
                .text(webhook.url())
                .array("text", webhook.types().stream().map(EventType::word).sorted().toArray())
                .text(webhook.from().toString())
                .number(webhook.from().count())
                .owner(webhook.owner())
                .number(most));
  }

  @Override
  public List<Webhook> list(Owner owner) {
    return database.ask(
        "list webhooks of %s".formatted(owner),
        LIST,
        parameters -> parameters.owner(owner),
        WebhookRow::read);
  }

  @Override
  public Optional<Webhook> rotate(Owner owner, WebhookId id, Duration overlap) {
    return changed(
        "rotate the secret of webhook %s".formatted(id),
        ROTATE,
        parameters -> parameters.duration(overlap).text(id.value()).owner(owner));
  }

  @Override
  public Optional<Webhook> replay(Owner owner, WebhookId id, EventCursor from) {
    return changed(
        "replay webhook %s".formatted(id),
        REPLAY,
        parameters ->
            parameters.text(from.toString()).number(from.count()).text(id.value()).owner(owner));
  }

  private Optional<Webhook> changed(String what, String sql, Database.Binder binder) {
    return database.change(what, sql, binder, WebhookRow::read).stream().findFirst();
  }

  @Override
  public boolean remove(Owner owner, WebhookId id) {
    return !database
        .change(
            "remove webhook %s".formatted(id),
            REMOVE,
            parameters -> parameters.text(id.value()).owner(owner),
            row -> row.text("webhook_id"))
        .isEmpty();
  }
}
