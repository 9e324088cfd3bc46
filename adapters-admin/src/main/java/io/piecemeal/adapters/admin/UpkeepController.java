package io.piecemeal.adapters.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.http.server.text.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the service is, and whether it removes bytes that nobody needs. */
@Controller("/admin")
@Secured(AdminRole.NAME)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UpkeepController {

  private final CheckHealth health;
  private final WatchHighWater highWater;

  UpkeepController(CheckHealth health, WatchHighWater highWater) {
    this.health = health;
    this.highWater = highWater;
  }

  /** Of this process: another one may be read-only while this one is not. */
  @Get("/state")
  Map<String, Object> state() {
    Health found = health.check();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("database", WireNames.of(found.database()));
    members.put("storage", WireNames.of(found.storage()));
    members.put("collection", WireNames.of(found.collection()));
    return members;
  }

  @Get("/gc")
  Map<String, Object> gc() {
    return view(highWater.compare());
  }

  @Post("/gc/hold")
  Map<String, Object> hold() {
    return view(highWater.hold());
  }

  @Post("/gc/release")
  Map<String, Object> release() {
    return view(highWater.release());
  }

  private static Map<String, Object> view(Marks marks) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(
        "collection",
        switch (marks.standing()) {
          case AGREED -> "on";
          case HELD -> "held";
        });
    members.put("ledger_mark", marks.ledger().value());
    marks.store().ifPresent(mark -> members.put("store_mark", mark.value()));
    return members;
  }
}
