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

  public Retention {
    if (!sinceLastChunk.isPositive() || sinceCreation.compareTo(sinceLastChunk) < 0) {
      throw new IllegalArgumentException(
          "retention must be positive and at most the cap: %s, cap %s"
              .formatted(sinceLastChunk, sinceCreation));
    }
  }

  /** When a file opened at {@code createdAt} expires if its last chunk came {@code now}. */
  public Instant expiry(Instant createdAt, Instant now) {
    Instant moved = now.plus(sinceLastChunk);
    Instant cap = createdAt.plus(sinceCreation);
    return moved.isBefore(cap) ? moved : cap;
  }
}
