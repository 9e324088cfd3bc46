package io.piecemeal.http.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the errors that tools told agents, by their codes. Safe for use by several threads. */
@Singleton
public final class ToolErrorCounts {

  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  public ToolErrorCounts(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts one.
   *
   * @param code one of those that the tools have; never a caller's text
   */
  public void count(String code) {
    counters.computeIfAbsent(code, this::register).increment();
  }

  private Counter register(String code) {
    return Counter.builder("piecemeal.tool.errors")
        .description("Calls of tools that were answered with an error, by its code")
        .tag("code", code)
        .register(registry);
  }
}
