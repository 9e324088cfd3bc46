package io.piecemeal.http.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
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

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final SharedScrape scrape;

  MetricsController(PrometheusMeterRegistry registry) {
    this.scrape = new SharedScrape(registry::scrape, System::nanoTime);
  }

  @Get
  @Produces(TEXT)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<byte[]> scrape() {
    // For bytes the framework would say application/json, whatever the annotation says.
    return HttpResponse.ok(scrape.text()).contentType(TEXT);
  }
}
