package io.piecemeal.http.server.problem;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.netty.handler.codec.http.HttpMethod;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.direct.DirectRoute;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says the framework's own errors as problems: no route, wrong method, wrong type, malformed. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class FrameworkProblems implements ErrorResponseProcessor<Map<String, Object>> {

  private final RoutedPaths paths;
  private final List<DirectRoute> direct;

  FrameworkProblems(RoutedPaths paths, List<DirectRoute> direct) {
    this.paths = paths;
    this.direct = direct;
  }

  @Override
  public MutableHttpResponse<Map<String, Object>> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (response.status() == HttpStatus.METHOD_NOT_ALLOWED) {
      addDirectMethods(context.getRequest().getPath(), response);
    }
    MutableHttpResponse<Map<String, Object>> problem =
        ProblemResponses.of(context.getRequest(), problem(response));
    // Such as Allow, which the framework has set by now.
    response.getHeaders().forEachValue(problem::header);
    return problem;
  }

  /** The framework allows only what it routes. One field: it copies a second one twice. */
  private void addDirectMethods(String path, MutableHttpResponse<?> response) {
    Stream<String> all =
        Stream.concat(
            methods(response.getHeaders().getAll(HttpHeaders.ALLOW)),
            direct.stream().flatMap(route -> route.methods(path).stream()).map(HttpMethod::name));
    response.getHeaders().set(HttpHeaders.ALLOW, all.sorted().collect(Collectors.joining(",")));
  }

  private static Stream<String> methods(List<String> allow) {
    return allow.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip);
  }

  private Problem problem(HttpResponse<?> response) {
    HttpStatus status = response.status();
    return switch (status) {
      case NOT_FOUND -> Problem.of(ProblemKind.NOT_FOUND, "There is no such path.");
      case METHOD_NOT_ALLOWED -> methodNotAllowed(response.getHeaders().getAll(HttpHeaders.ALLOW));
      case NOT_ACCEPTABLE -> NegotiationProblems.notAcceptable();
      case UNSUPPORTED_MEDIA_TYPE -> NegotiationProblems.unsupportedType(paths.forms());
      case REQUEST_ENTITY_TOO_LARGE ->
          Problem.of(ProblemKind.BODY_TOO_LARGE, "Send smaller chunks; see the limits.")
              .next(NextCall.limits());
      case REQUEST_URI_TOO_LONG ->
          Problem.of(ProblemKind.URI_TOO_LONG, "Send a shorter request target.");
      case REQUEST_HEADER_FIELDS_TOO_LARGE ->
          Problem.of(ProblemKind.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
      default -> other(status);
    };
  }

  /** Low-code tools show the body alone, so what the header says is in it too. */
  private static Problem methodNotAllowed(List<String> allow) {
    List<String> methods = methods(allow).sorted().toList();
    return Problem.of(
            ProblemKind.METHOD_NOT_ALLOWED,
            "This path takes: %s.".formatted(String.join(", ", methods)))
        .with("allowed_methods", methods);
  }

  private static Problem other(HttpStatus status) {
    if (status.getCode() < 500) {
      return Problem.of(ProblemKind.BAD_REQUEST, "The request is malformed.");
    }
    // The framework has logged what was thrown.
    return FailureProblems.internal();
  }
}
