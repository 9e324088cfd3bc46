package io.piecemeal.adapters.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses parameters that the route's query does not have: one who misspells {@code status} would
 * get files that were not asked for. Pages and probes take any, since proxies add their own.
 */
@ServerFilter({"/files/**", "/uploads/**", "/limits", "/usage", "/events", "/webhooks/**"})
final class QueryNames implements Ordered {

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    RouteAttributes.getRouteMatch(request)
        .filter(MethodBasedRouteMatch.class::isInstance)
        .map(MethodBasedRouteMatch.class::cast)
        .ifPresent(route -> requireKnown(request, names(route)));
  }

  private static List<String> names(MethodBasedRouteMatch<?, ?> route) {
    return Stream.of(route.getArguments())
        .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
        .map(argument -> argument.getName())
        .toList();
  }

  private static void requireKnown(HttpRequest<?> request, List<String> known) {
    for (String name : request.getParameters().names()) {
      if (!known.contains(name)) {
        throw UnknownNames.refuse("The query has a parameter", name, known);
      }
      if (request.getParameters().getAll(name).size() > 1) {
        throw RequestRejected.invalidField(name, "the query has it twice; send it once");
      }
    }
  }
}
