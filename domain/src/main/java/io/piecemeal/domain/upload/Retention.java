package io.piecemeal.domain.upload;

import java.time.Duration;
import java.time.Instant;

/**
 * How long files live.
 *
 * @param sinceLastChunk a file expires this long after its last accepted chunk
 * @param sinceCreation and never later than this after it was opened
 */
public record Retention(Duration sinceLastChunk, Duration sinceCreation) {

  /** 24 hours after the last chunk, at most 7 days. */
  public static final Retention DEFAULT = new Retention(Duration.ofHours(24), Duration.ofDays(7));

  /** How long it is known of a file that it was there. */
  public static final Duration GONE_IS_KNOWN = Duration.ofHours(24);

  public Retention {
    if (!sinceLastChunk.isPositive() || sinceCreation.compareTo(sinceLastChunk) < 0) {
      throw new IllegalArgumentException(
          "retention must be positive and at most the cap: %s, cap %s"
              .formatted(sinceLastChunk, sinceCreation));
    }
  }

  /**
   * That of a file whose owner says how long it shall live: this long after its creation, whatever
   * is appended meanwhile.
   *
   * @throws UploadRejected with {@link Refusal.InvalidField} for {@link Input#LIFETIME} if it is
   *     not positive, or longer than any file lives
   */
  public Retention lasting(Duration lifetime) {
    if (!lifetime.isPositive() || lifetime.compareTo(sinceCreation) > 0) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              Input.LIFETIME,
              "files live 1 to %d seconds here, not %d"
                  .formatted(sinceCreation.toSeconds(), lifetime.toSeconds())));
    }
    return new Retention(lifetime, lifetime);
  }

  /** When a file opened at {@code createdAt} expires if its last chunk came {@code now}. */
  public Instant expiry(Instant createdAt, Instant now) {
    Instant moved = now.plus(sinceLastChunk);
    Instant cap = createdAt.plus(sinceCreation);
    return moved.isBefore(cap) ? moved : cap;
  }
}
