package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a webhook. */
final class WebhookRow {

  static final String COLUMNS =
      """
      webhook.webhook_id, webhook.owner, webhook.url, webhook.types, webhook.created_at, webhook.secret_number,
      webhook.former_until > now() AS with_former, webhook.told, webhook.failures, webhook.failing_since,
      webhook.reason, webhook.due_at, webhook.off_since, webhook.turn
      """;

  private WebhookRow() {}

  static Webhook read(Row row) throws SQLException {
    return new Webhook(
        new WebhookId(row.text("webhook_id")),
        new Owner(row.text("owner")),
        row.text("url"),
        types(row),
        row.instant("created_at"),
        new SecretNumber(row.number("secret_number"), row.flag("with_former")),
        EventCursor.parse(row.text("told")).orElseThrow(),
        standing(row));
  }

  private static Set<EventType> types(Row row) throws SQLException {
    return row.texts("types").stream().map(EventType::new).collect(Collectors.toSet());
  }

  private static Standing standing(Row row) throws SQLException {
    int failures = row.number("failures");
    boolean isOff = row.has("off_since");
    return new Standing(
        failures,
        row.optionalInstant("failing_since"),
        row.optionalText("reason"),
        failures > 0 && !isOff ? row.optionalInstant("due_at") : Optional.empty(),
        row.optionalInstant("off_since"));
  }
}
