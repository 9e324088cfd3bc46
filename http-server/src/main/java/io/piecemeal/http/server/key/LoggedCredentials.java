package io.piecemeal.http.server.key;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.http.server.address.ClientAddresses;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.Map;

/** Lets log lines and the audit trail say by which key a request came. */
@ServerFilter("/**")
final class LoggedCredentials implements Ordered {

  private final ClientAddresses callers;

  LoggedCredentials(ClientAddresses callers) {
    this.callers = callers;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void give(HttpRequest<?> request, MutablePropagatedContext context) {
    request
        .getUserPrincipal(Authentication.class)
        .map(KnownCallers::of)
        .ifPresent(caller -> context.add(logged(request, caller)));
  }

  private MdcPropagationContext logged(HttpRequest<?> request, Caller caller) {
    return new MdcPropagationContext(
        Map.of(
            RequestIds.LOGGED,
            RequestIds.of(request),
            LoggedCall.FROM,
            LoggedCall.address(callers.address(request)),
            LoggedCall.CREDENTIAL,
            caller.credential().toString()));
  }
}
