package io.piecemeal.adapters.webhooks;

import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;

/**
 * The operator's key, from which all secrets are made, so that none is stored: a secret is the
 * HMAC-SHA256 of the webhook's id and the number of the secret.
 */
public final class WebhookKey {

  /** Characters that a key has at least. */
  public static final int SHORTEST = 32;

  private final byte[] key;

  /**
   * @throws IllegalArgumentException if the text is too short
   */
  public WebhookKey(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "it has %d characters, and has to have at least %d: take 32 random bytes in hex"
              .formatted(text.length(), SHORTEST));
    }
    this.key = text.getBytes(StandardCharsets.UTF_8);
  }

  WebhookSecret secret(WebhookId id, int number) {
    return new WebhookSecret(Hmac.of(key, "piecemeal webhook %s %d".formatted(id, number)));
  }

  /**
   * A key of 32 bytes for something else that all nodes have to agree on; it tells nothing of this
   * one, nor of the secrets of webhooks.
   *
   * @param purpose a name that does not begin with "webhook"
   */
  public byte[] derived(String purpose) {
    return Hmac.of(key, "piecemeal " + purpose);
  }

  @Override
  public String toString() {
    return "WebhookKey[…]";
  }
}
