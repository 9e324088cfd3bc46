package io.piecemeal.adapters.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageWebhooks.WithSecret;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import io.piecemeal.testkit.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a webhook is, as its owner sees it. */
final class WebhookViewTest {

  private static final Instant TIME = Instant.parse("2026-04-13T05:32:04Z");
  private static final Standing FAILING =
      new Standing(
          3,
          Optional.of(TIME),
          Optional.of("It answered with 500."),
          Optional.of(TIME.plusSeconds(60)),
          Optional.empty());
  private static final Standing OFF =
      new Standing(
          9, Optional.of(TIME), Optional.of("It is gone."), Optional.empty(), Optional.of(TIME));

  private static Webhook webhook(Standing standing) {
    return new Webhook(
        WebhookId.of(new byte[WebhookId.RANDOM_BYTES]),
        Samples.ALICE,
        "https://a.example/hook",
        Set.of(EventType.TICKET_USED, EventType.FILE_DELETED, EventType.FILE_COMPLETED),
        TIME,
        new SecretNumber(1, false),
        EventCursor.NONE,
        standing);
  }

  @Test
  void itIsOnUntilADeliveryFailsAndOffWhereThatWasGivenUp() {
    assertThat(WebhookView.of(webhook(Standing.WELL)).status()).isEqualTo("on");
    assertThat(WebhookView.of(webhook(FAILING)).status()).isEqualTo("failing");
    assertThat(WebhookView.of(webhook(OFF)).status()).isEqualTo("off");
  }

  @Test
  void whatFailedIsSaidWithItsTimesAndReason() {
    assertThat(WebhookView.of(webhook(FAILING)))
        .matches(view -> view.failures() == 3)
        .extracting(
            WebhookView::failingSince,
            WebhookView::nextAttemptAt,
            WebhookView::offSince,
            WebhookView::reason)
        .containsExactly(
            "2026-04-13T05:32:04Z", "2026-04-13T05:33:04Z", null, "It answered with 500.");
  }

  @Test
  void theTypesHaveAnOrder() {
    assertThat(WebhookView.of(webhook(Standing.WELL)).types())
        .containsExactly("file.completed", "file.deleted", "ticket.used");
  }

  @Test
  void theSecretIsShownOfOneThatWasJustMadeAndOfNoOther() {
    WebhookSecret secret = new WebhookSecret(new byte[WebhookSecret.BYTES]);

    assertThat(WebhookView.of(webhook(Standing.WELL)).secret()).isNull();
    assertThat(WebhookView.of(new WithSecret(webhook(Standing.WELL), secret)).secret())
        .isEqualTo("whsec_" + "A".repeat(43) + "=");
  }
}
