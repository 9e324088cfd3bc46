package io.piecemeal.adapters.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Metrics in the text format that Prometheus scrapes. No caller's data is in them. */
@Controller("/metrics")
@Secured(SecurityRule.IS_ANONYMOUS)
final class MetricsController {

  private final SharedScrape scrape;

  MetricsController(PrometheusMeterRegistry registry) {
    this.scrape = new SharedScrape(registry::scrape, System::nanoTime);
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(TaskExecutors.BLOCKING)
  byte[] scrape() {
    return scrape.text();
  }
}
