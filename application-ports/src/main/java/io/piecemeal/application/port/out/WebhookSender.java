package io.piecemeal.application.port.out;

import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import java.time.Duration;
import java.util.Optional;

/** Sends events to the URLs of webhooks, and knows the secrets that sign them. */
public interface WebhookSender {

  /**
   * Why nothing is ever sent to a URL; empty if it can be tried. A sentence for the one who named
   * it, which repeats nothing of it.
   */
  Optional<String> refusal(String url);

  /**
   * A secret of a webhook: the same for the same number, on all nodes.
   *
   * @param number from 1 on
   */
  WebhookSecret secret(WebhookId id, int number);

  /** Sends an event once. Holds the calling thread for a bounded time. */
  Delivery send(Webhook webhook, FileEvent event);

  /** What came of it. */
  sealed interface Delivery {

    /** The receiver has it. */
    record Accepted() implements Delivery {}

    /**
     * It is not known that the receiver has it.
     *
     * @param reason a sentence for the owner
     * @param retryAfter when the receiver wants to be asked again
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Delivery {}

    /** The receiver says that it will never take any. */
    record Gone() implements Delivery {}
  }
}
