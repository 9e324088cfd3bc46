package io.piecemeal.domain.webhook;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a webhook, fit to be shown: {@code whk_} and 32 hex digits. */
public record WebhookId(String value) {

  /** Random bytes that one id takes. */
  public static final int RANDOM_BYTES = 16;

  private static final String PREFIX = "whk_";
  private static final Pattern SYNTAX = Pattern.compile(PREFIX + "[0-9a-f]{32}");

  public WebhookId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a webhook's id is whk_ and 32 hex digits");
    }
  }

  /**
   * Spells an id.
   *
   * @throws IllegalArgumentException unless there are {@value #RANDOM_BYTES} bytes
   */
  public static WebhookId of(byte[] random) {
    return new WebhookId(PREFIX + HexFormat.of().formatHex(random));
  }

  /** Reads what a caller sent; empty where it cannot be the id of any webhook. */
  public static Optional<WebhookId> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(new WebhookId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
