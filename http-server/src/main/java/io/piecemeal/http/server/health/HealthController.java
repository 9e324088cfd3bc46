package io.piecemeal.http.server.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.http.server.text.WireNames;

/** Tells orchestrators and load balancers how the process is. Open to all: it says nothing else. */
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
final class HealthController {

  private final CheckHealth health;
  private final Readiness readiness;

  HealthController(CheckHealth health, Readiness readiness) {
    this.health = health;
    this.readiness = readiness;
  }

  /** The process runs; what it depends on is not asked, since restarting it would not help that. */
  @Get("/live")
  LiveView live() {
    return new LiveView("up");
  }

  /** Requests can be served: database and storage are tried for real. */
  @Get("/ready")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<ReadyView> ready() {
    return switch (readiness.state()) {
      case STOPPING ->
          HttpResponse.<ReadyView>status(HttpStatus.SERVICE_UNAVAILABLE)
              .body(new ReadyView("stopping", "unknown", "unknown", "unknown"));
      case SERVING -> answer(health.check());
    };
  }

  private static HttpResponse<ReadyView> answer(Health health) {
    String database = WireNames.of(health.database());
    String storage = WireNames.of(health.storage());
    String collection = WireNames.of(health.collection());
    return health.isReady()
        ? HttpResponse.ok(new ReadyView("up", database, storage, collection))
        : HttpResponse.<ReadyView>status(HttpStatus.SERVICE_UNAVAILABLE)
            .body(new ReadyView("down", database, storage, collection));
  }

  /** Liveness. */
  @Serdeable.Serializable
  record LiveView(String status) {}

  /** Readiness. */
  @Serdeable.Serializable
  record ReadyView(String status, String database, String storage, String collection) {}
}
