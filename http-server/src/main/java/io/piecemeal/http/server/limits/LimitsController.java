package io.piecemeal.http.server.limits;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.http.server.guard.RequestGuards;
import io.piecemeal.http.server.key.KnownCallers;

/** Tells callers how much they may send. */
@Controller("/limits")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class LimitsController {

  private final Limits limits;
  private final Retention retention;
  private final RequestGuards guards;

  LimitsController(Limits limits, Retention retention, RequestGuards guards) {
    this.limits = limits;
    this.retention = retention;
    this.guards = guards;
  }

  @Get
  LimitsView limits(Authentication caller) {
    return LimitsView.of(KnownCallers.of(caller).owner(), limits, retention, guards);
  }
}
