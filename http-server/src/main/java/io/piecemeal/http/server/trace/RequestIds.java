package io.piecemeal.http.server.trace;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.piecemeal.http.server.address.ClientAddresses;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id, which its answer and its log lines carry. A caller's own is taken over
 * where it is harmless, so that a request can be followed through several services.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIds {

  /** The header that carries the id, both ways. */
  public static final String HEADER = "X-Request-Id";

  /** The name of the id in log lines. */
  public static final String LOGGED = "request_id";

  private static final String ATTRIBUTE = "piecemeal.request-id";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final ClientAddresses callers;

  RequestIds(ClientAddresses callers) {
    this.callers = callers;
  }

  /** The id of a request; one is made up where none was given out yet. */
  public static String of(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, String.class)
        .orElseGet(
            () -> {
              String id = choose(request.getHeaders().get(HEADER));
              request.setAttribute(ATTRIBUTE, id);
              return id;
            });
  }

  /** The id of a request that brought {@code given}, if it brought any. */
  public static String choose(@Nullable String given) {
    return given != null && HARMLESS.matcher(given).matches() ? given : fresh();
  }

  /** An id for a request that brought none. */
  public static String fresh() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  @RequestFilter
  void give(HttpRequest<?> request, MutablePropagatedContext context) {
    context.add(
        new MdcPropagationContext(
            Map.of(
                LOGGED,
                of(request),
                LoggedCall.FROM,
                LoggedCall.address(callers.address(request)))));
  }

  @ResponseFilter
  void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.getHeaders().set(HEADER, of(request));
    response.getHeaders().set("X-Content-Type-Options", "nosniff");
  }
}
