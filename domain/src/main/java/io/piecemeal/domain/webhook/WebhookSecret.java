package io.piecemeal.domain.webhook;

import java.util.Base64;

/** What signs the events of a webhook: {@code whsec_} and 32 bytes in Base64. */
public final class WebhookSecret {

  /** Bytes of the key. */
  public static final int BYTES = 32;

  private static final String PREFIX = "whsec_";

  private final byte[] key;

  /**
   * @throws IllegalArgumentException unless the key is {@value #BYTES} bytes
   */
  public WebhookSecret(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes, not " + key.length);
    }
    this.key = key.clone();
  }

  /** The whole secret: to be shown to its owner once and nowhere else. */
  public String reveal() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** What signatures are made with. */
  public byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
