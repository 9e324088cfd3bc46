package io.piecemeal.adapters.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.ProblemKind;
import io.piecemeal.adapters.http.problem.RequestRejected;
import java.util.List;

/**
 * Refuses bodies that are encoded in a way that is not spoken here, before they are read. Nothing is
 * ever inflated: a few bytes could become gigabytes.
 */
@ServerFilter("/**")
final class BodyForm implements Ordered {

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    List<String> codings = request.getHeaders().getAll(HttpHeaders.CONTENT_ENCODING);
    if (!codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("identity"))) {
      throw unsupported("Send the body without 'Content-Encoding'.");
    }
    request.getContentType().ifPresent(BodyForm::requireUtf8);
  }

  private static void requireUtf8(MediaType type) {
    boolean utf8 =
        type.getParameters()
            .get("charset")
            .map(charset -> charset.toString().equalsIgnoreCase("utf-8"))
            .orElse(true);
    if (!utf8) {
      throw unsupported("Send the body in UTF-8.");
    }
  }

  private static RequestRejected unsupported(String detail) {
    return new RequestRejected(Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
