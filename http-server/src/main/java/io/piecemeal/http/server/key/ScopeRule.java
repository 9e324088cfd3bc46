package io.piecemeal.http.server.key;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import io.piecemeal.domain.upload.Permission;

/** Refuses what a caller's key is not for, before anything of the body is read. */
@ServerFilter("/**")
final class ScopeRule implements Ordered {
  /** Behind the rate, so that refused requests count. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after() + 1;
  }

  @RequestFilter
  void require(HttpRequest<?> request) {
    request
        .getUserPrincipal(Authentication.class)
        .map(KnownCallers::of)
        .ifPresent(
            caller ->
                NeededScopes.of(request.getMethodName(), request.getPath())
                    .ifPresent(scope -> Permission.require(caller, scope)));
  }
}
