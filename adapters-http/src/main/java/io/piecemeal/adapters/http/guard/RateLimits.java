package io.piecemeal.adapters.http.guard;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.ProblemKind;
import io.piecemeal.adapters.http.problem.RequestRejected;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Limits the requests of each owner, on this node. Tells every answer how much is left, in the
 * fields of draft-ietf-httpapi-ratelimit-headers. There are only as many buckets as there are
 * owners with a valid key.
 */
@ServerFilter("/**")
@Requires(bean = RequestGuards.class)
final class RateLimits implements Ordered {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String PROBE = "piecemeal.rate-limit";

  private final int limit;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  RateLimits(RequestGuards guards) {
    this.limit = guards.requestsPerMinute().orElse(0);
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void take(HttpRequest<?> request) {
    if (limit == 0) {
      return;
    }
    request.getUserPrincipal().map(Principal::getName).ifPresent(owner -> take(request, owner));
  }

  private void take(HttpRequest<?> request, String owner) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(owner, name -> newBucket()).tryConsumeAndReturnRemaining(1);
    request.setAttribute(PROBE, probe);
    if (!probe.isConsumed()) {
      throw new RequestRejected(
          Problem.of(
                  ProblemKind.RATE_LIMITED,
                  "At most %d requests a minute; wait as 'Retry-After' says.".formatted(limit))
              .with("max_requests_per_minute", limit)
              .with("retry_after_seconds", seconds(probe))
              .header("Retry-After", Long.toString(seconds(probe))));
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(limit).refillGreedy(limit, WINDOW))
        .build();
  }

  @ResponseFilter
  void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request
        .getAttribute(PROBE, ConsumptionProbe.class)
        .ifPresent(
            probe -> {
              response.header(
                  "RateLimit-Policy", "\"owner\";q=%d;w=%d".formatted(limit, WINDOW.toSeconds()));
              response.header(
                  "RateLimit",
                  "\"owner\";r=%d;t=%d".formatted(probe.getRemainingTokens(), seconds(probe)));
            });
  }

  /** Until a request is possible again, rounded up; 0 if one is possible now. */
  private static long seconds(ConsumptionProbe probe) {
    return TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999L);
  }
}
