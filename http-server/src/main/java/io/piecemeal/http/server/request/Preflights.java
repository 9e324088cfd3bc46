package io.piecemeal.http.server.request;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.http.server.cors.CorsFilter;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers a browser that asks whether a page may send what it wants to send. Whether it may was
 * decided on the connection, which gives the answer its fields. Takes the place of the framework's
 * own rule, which refuses pages without a word and knows nothing of what is answered before it.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@Replaces(CorsFilter.class)
public final class Preflights {

  /** Whether a browser asks if a page may send what it wants to send. */
  public static boolean isPreflight(String method, Predicate<String> hasField) {
    return method.equals("OPTIONS")
        && hasField.test(HttpHeaders.ORIGIN)
        && hasField.test(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  @PreMatching
  @RequestFilter
  @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
    return isPreflight(request.getMethodName(), request.getHeaders()::contains)
        // No other filter sees this request.
        ? HttpResponse.noContent()
            .header(RequestIds.HEADER, RequestIds.of(request))
            .header("X-Content-Type-Options", "nosniff")
        : null;
  }
}
