package io.piecemeal.http.server.trace;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.piecemeal.http.server.trace.RequestTraces.Place;
import io.piecemeal.http.server.trace.RequestTraces.RequestTrace;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Has the framework's requests followed; after the filter that gives their ids. */
@ServerFilter("/**")
@Requires(beans = RequestTraces.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class TraceFilter {

  private final RequestTraces traces;

  TraceFilter(RequestTraces traces) {
    this.traces = traces;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    RequestTrace trace =
        traces.begin(
            request.getMethodName(),
            BasicHttpAttributes.getUriTemplate(request).orElse(TraceFields.OTHER),
            TraceFields.of(name -> request.getHeaders().get(name)));
    request.setAttribute(TraceFields.ATTRIBUTE, trace);
    context.add(new Entered(trace));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(TraceFields.ATTRIBUTE, RequestTrace.class)
        .ifPresent(trace -> trace.end(response.code()));
  }

  /** Goes along to each thread that works for the request. */
  private record Entered(RequestTrace trace) implements ThreadPropagatedContextElement<Place> {

    @Override
    public Place updateThreadContext() {
      MDC.put(TraceFields.LOGGED, trace.id());
      return trace.enter();
    }

    @Override
    public void restoreThreadContext(@Nullable Place place) {
      if (place != null) {
        place.close();
      }
      MDC.remove(TraceFields.LOGGED);
    }
  }
}
