package io.piecemeal.adapters.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.ManageWebhooks.WithSecret;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its owner sees it.
 *
 * @param types empty for all
 * @param next the cursor behind what was delivered
 * @param status {@code on}, {@code failing} or {@code off}
 * @param reason why the last delivery failed, or why it is off
 * @param secret only of one that was just made
 */
@Serdeable.Serializable
record WebhookView(
    String id,
    String url,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<String> types,
    @JsonProperty("created_at") String createdAt,
    String next,
    String status,
    int failures,
    @JsonProperty("failing_since") @Nullable String failingSince,
    @JsonProperty("next_attempt_at") @Nullable String nextAttemptAt,
    @JsonProperty("off_since") @Nullable String offSince,
    @Nullable String reason,
    @Nullable String secret) {

  /** The webhooks of an owner. */
  @Serdeable.Serializable
  record Page(@JsonInclude(JsonInclude.Include.ALWAYS) List<WebhookView> data) {}

  static WebhookView of(Webhook webhook) {
    return of(webhook, Optional.empty());
  }

  static WebhookView of(WithSecret made) {
    return of(made.webhook(), Optional.of(made.secret()));
  }

  private static WebhookView of(Webhook webhook, Optional<WebhookSecret> secret) {
    Standing standing = webhook.standing();
    return new WebhookView(
        webhook.id().value(),
        webhook.url(),
        webhook.types().stream().map(EventType::word).sorted().toList(),
        webhook.createdAt().toString(),
        webhook.told().toString(),
        status(standing),
        standing.failures(),
        text(standing.failingSince()),
        text(standing.nextAttempt()),
        text(standing.offSince()),
        standing.reason().orElse(null),
        secret.map(WebhookSecret::reveal).orElse(null));
  }

  private static String status(Standing standing) {
    if (standing.offSince().isPresent()) {
      return "off";
    }
    return standing.failures() > 0 ? "failing" : "on";
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
