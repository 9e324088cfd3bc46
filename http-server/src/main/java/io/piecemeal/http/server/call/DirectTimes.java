package io.piecemeal.http.server.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times calls as the framework does other requests: by route, status and failure. */
@Singleton
final class DirectTimes {

  static final String NO_FAILURE = "none";

  private final MeterRegistry registry;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

  private record Outcome(RouteName route, int status, String failure) {}

  DirectTimes(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param failure the simple name of what was thrown, or {@link #NO_FAILURE}
   */
  void record(RouteName route, int status, String failure, Duration time) {
    timers.computeIfAbsent(new Outcome(route, status, failure), this::newTimer).record(time);
  }

  private Timer newTimer(Outcome outcome) {
    return Timer.builder("http.server.requests")
        .tag("method", outcome.route().method().name())
        .tag("status", Integer.toString(outcome.status()))
        .tag("uri", outcome.route().path())
        .tag("exception", outcome.failure())
        .register(registry);
  }
}
