package io.piecemeal.http.server.request;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.form.Boundary;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are encoded in a way that is not spoken here, or too large, before they are
 * read. Nothing is ever inflated: a few bytes could become gigabytes.
 */
@ServerFilter("/**")
final class BodyForm implements Ordered {

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+ *(?:;|$)");

  /** As clients write it, with quotes and without its hyphen. */
  private static final Pattern UTF_8 = Pattern.compile("\"?utf-?8\"?", Pattern.CASE_INSENSITIVE);

  /** A list without a coding that changes the body. */
  private static final Pattern UNCODED =
      Pattern.compile("(?:[ \\t,]|identity(?=[ \\t,]|$))*+", Pattern.CASE_INSENSITIVE);

  private final BodyCaps caps;
  private final RoutedPaths paths;

  BodyForm(BodyCaps caps, RoutedPaths paths) {
    this.caps = caps;
    this.paths = paths;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    require(request.getHeaders(), caps.of(request));
    requireBoundary(request);
  }

  /**
   * Checks what the fields of a head say of the body.
   *
   * @param cap the most bytes that it may have
   */
  static void require(HttpHeaders headers, ByteCount cap) {
    List<String> codings = headers.getAll(HttpHeaders.CONTENT_ENCODING);
    if (!codings.stream().allMatch(field -> UNCODED.matcher(field).matches())) {
      throw unsupported("Send the body as it is, not compressed, and without 'Content-Encoding'.");
    }
    requireMediaType(headers.get(HttpHeaders.CONTENT_TYPE));
    headers.contentType().ifPresent(BodyForm::requireUtf8);
    // Here, so that nobody is asked to go on ("100 Continue") with a body that will be refused.
    if (headers.contentLength().orElse(0) > cap.value()) {
      throw new RequestRejected(BodyProblems.tooLarge(cap));
    }
  }

  /** The framework would take "json" for a short form. */
  private static void requireMediaType(@Nullable String type) {
    if (type != null && !MEDIA_TYPE.matcher(type).lookingAt()) {
      throw unsupported("Send 'Content-Type' as a media type, such as application/json.");
    }
  }

  /** Here for the same reason; it is read again where the form is. */
  private void requireBoundary(HttpRequest<?> request) {
    boolean form =
        request
            .getContentType()
            .filter(type -> MediaType.MULTIPART_FORM_DATA_TYPE.getName().equals(type.getName()))
            .isPresent();
    if (form && request.getMethod() == HttpMethod.POST && paths.takesForm(request.getPath())) {
      Boundary _ = Boundary.of(request.getHeaders().get(HttpHeaders.CONTENT_TYPE));
    }
  }

  private static void requireUtf8(MediaType type) {
    boolean utf8 =
        type.getParameters()
            .get("charset")
            .map(charset -> UTF_8.matcher(charset).matches())
            .orElse(true);
    if (!utf8) {
      throw unsupported("Send the body in UTF-8.");
    }
  }

  private static RequestRejected unsupported(String detail) {
    return new RequestRejected(Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
