package io.piecemeal.adapters.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.http.wire.UsageView;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.http.server.key.KnownCallers;

/** Tells a caller what it may do, and what its owner has. Any key may ask this of itself. */
@Controller("/usage")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsageController {

  private final ManageOwners owners;

  UsageController(ManageOwners owners) {
    this.owners = owners;
  }

  @Get
  UsageView usage(Authentication authentication) {
    Caller caller = KnownCallers.of(authentication);
    return UsageView.of(caller, owners.find(caller.owner()));
  }
}
