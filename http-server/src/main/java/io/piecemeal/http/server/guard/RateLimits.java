package io.piecemeal.http.server.guard;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.piecemeal.domain.access.Owner;
import java.security.Principal;

/** Limits the requests of each owner, and tells every answer how much is left. */
@ServerFilter("/**")
@Requires(bean = RequestGuards.class)
final class RateLimits implements Ordered {

  private static final String RATE = "piecemeal.rate";

  private final OwnerRates rates;

  RateLimits(OwnerRates rates) {
    this.rates = rates;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void take(HttpRequest<?> request) {
    request.getUserPrincipal().map(Principal::getName).ifPresent(owner -> take(request, owner));
  }

  private void take(HttpRequest<?> request, String owner) {
    OwnerRates.Rate rate = rates.take(new Owner(owner));
    request.setAttribute(RATE, rate);
    rate.requireLeft();
  }

  @ResponseFilter
  void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request
        .getAttribute(RATE, OwnerRates.Rate.class)
        .ifPresent(rate -> rate.headers().forEach(response::header));
  }
}
