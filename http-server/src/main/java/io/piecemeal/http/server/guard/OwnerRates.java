package io.piecemeal.http.server.guard;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.piecemeal.domain.access.Owner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests of each owner, on this node. There are only as many buckets as there are
 * owners with a valid key.
 */
@Singleton
public final class OwnerRates {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Rate UNLIMITED = new Unlimited();

  private final int limit;
  private final Map<Owner, Bucket> buckets = new ConcurrentHashMap<>();

  OwnerRates(RequestGuards guards) {
    this.limit = guards.requestsPerMinute().orElse(0);
  }

  /** Counts one request of this owner. */
  public Rate take(Owner owner) {
    if (limit == 0) {
      return UNLIMITED;
    }
    Bucket bucket = buckets.computeIfAbsent(owner, _ -> newBucket());
    return new Limited(limit, bucket.tryConsumeAndReturnRemaining(1));
  }

  static Map<String, String> fields(long limit, long left, long seconds) {
    return Map.of(
        "RateLimit-Policy",
        "\"owner\";q=%d;w=%d".formatted(limit, WINDOW.toSeconds()),
        "RateLimit",
        "\"owner\";r=%d;t=%d".formatted(left, seconds));
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
        .build();
  }

  /** Where an owner stands after a request. */
  public sealed interface Rate {

    /**
     * @throws Overloaded if the owner has sent too many
     */
    void requireLeft();

    /** What the answer says of it: the fields of draft-ietf-httpapi-ratelimit-headers. */
    Map<String, String> headers();
  }

  private record Unlimited() implements Rate {

    @Override
    public void requireLeft() {}

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }
  }

  private record Limited(int limit, ConsumptionProbe probe) implements Rate {

    @Override
    public void requireLeft() {
      if (!probe.isConsumed()) {
        throw new Overloaded(new Overload.RateExceeded(limit, seconds()));
      }
    }

    @Override
    public Map<String, String> headers() {
      return fields(limit, probe.getRemainingTokens(), seconds());
    }

    /** Until a request is possible again, rounded up; 0 if one is possible now. */
    private long seconds() {
      return TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999L);
    }
  }
}
