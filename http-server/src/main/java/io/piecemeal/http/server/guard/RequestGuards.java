package io.piecemeal.http.server.guard;

import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much of the service one caller, or all together, may take at once.
 *
 * @param requestsPerMinute of one owner, on this node; no limit if empty
 * @param appendsInFlight of all callers on this node: each holds buffers and an open file
 * @param minBodyRate bytes a second that a body must bring on average, after {@link #GRACE}; 0 for
 *     any
 * @param bodyIdle how long a body may bring nothing at all
 */
public record RequestGuards(
    OptionalInt requestsPerMinute, int appendsInFlight, ByteCount minBodyRate, Duration bodyIdle) {

  /** How long a body may take before its rate is looked at. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  public RequestGuards {
    if (requestsPerMinute.orElse(1) < 1 || appendsInFlight < 1 || !bodyIdle.isPositive()) {
      throw new IllegalArgumentException("the limits on requests have to be positive");
    }
  }
}
