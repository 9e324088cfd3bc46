package io.piecemeal.bootstrap.sight;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.http.server.trace.RequestTraces;
import jakarta.inject.Singleton;

/** Where there is no collector, no class of OpenTelemetry is loaded. */
@Factory
final class TracingBeans {

  /** Set where there is a collector. */
  static final String COLLECTOR = "piecemeal.otlp-endpoint";

  @Singleton
  @Bean(preDestroy = "close")
  Tracing tracing(Settings settings) {
    return settings.log().collector().map(OpenTelemetry::to).orElse(Tracing.OFF);
  }

  @Singleton
  @Requires(property = COLLECTOR)
  RequestTraces requestTraces(Tracing tracing) {
    return tracing.requests().orElseThrow();
  }
}
