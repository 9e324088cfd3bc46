package io.piecemeal.http.server.limits;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.http.server.guard.RequestGuards;

/** Tells callers how much they may send. */
@Controller("/limits")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class LimitsController {

  private final LimitsView limits;

  LimitsController(Limits limits, Retention retention, RequestGuards guards) {
    this.limits = LimitsView.of(limits, retention, guards);
  }

  @Get
  LimitsView limits() {
    return limits;
  }
}
