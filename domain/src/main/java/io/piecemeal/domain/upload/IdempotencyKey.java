package io.piecemeal.domain.upload;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The name that a caller gives to one request, so that sending it again does nothing again: 1 to
 * 255 characters of visible ASCII. It means something only together with its owner.
 */
public record IdempotencyKey(String value) {

  /** How long the answer to the first request is given again. */
  public static final Duration REMEMBERED = Duration.ofHours(24);

  private static final Pattern SYNTAX = Pattern.compile("[!-~]{1,255}");

  public IdempotencyKey {
    if (!SYNTAX.matcher(value).matches()) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              Input.IDEMPOTENCY_KEY, "it is not 1 to 255 characters of visible ASCII"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
