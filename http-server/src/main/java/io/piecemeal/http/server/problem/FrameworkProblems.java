package io.piecemeal.http.server.problem;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.CustomHttpMethod;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.Router;
import io.netty.handler.codec.http.HttpMethod;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.direct.DirectRoute;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says the framework's own errors as problems: no route, wrong method, wrong type, malformed. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class FrameworkProblems implements ErrorResponseProcessor<Map<String, Object>> {

  /** Two slashes in the path; those of a scheme before it do not count. */
  private static final Pattern DOUBLE_SLASH = Pattern.compile("(?:https?://)?+[^?]*//.*");

  /** What the framework calls methods that it has no constant for. */
  private static final String NAMELESS = "CUSTOM";

  private final RoutedPaths paths;
  private final List<DirectRoute> direct;
  private final MeantCalls meant;
  private final Router router;

  FrameworkProblems(RoutedPaths paths, List<DirectRoute> direct, MeantCalls meant, Router router) {
    this.router = router;
    this.paths = paths;
    this.direct = direct;
    this.meant = meant;
  }

  @Override
  public MutableHttpResponse<Map<String, Object>> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (response.status() == HttpStatus.METHOD_NOT_ALLOWED) {
      addMethods(context.getRequest().getPath(), response);
    }
    MutableHttpResponse<Map<String, Object>> problem =
        ProblemResponses.of(context.getRequest(), problem(context.getRequest(), response));
    // Such as Allow, which the framework has set by now.
    response.getHeaders().forEachValue(problem::header);
    return problem;
  }

  /**
   * The framework allows only what it routes, and names no method that it has no constant for. One
   * field: it copies a second one twice.
   */
  private void addMethods(String path, MutableHttpResponse<?> response) {
    Stream<String> all =
        Stream.of(
                methods(response.getHeaders().getAll(HttpHeaders.ALLOW))
                    .filter(name -> !name.equals(NAMELESS)),
                namedElsewhere(path),
                direct.stream()
                    .flatMap(route -> route.methods(path).stream())
                    .map(HttpMethod::name))
            .flatMap(Function.identity());
    response.getHeaders().set(HttpHeaders.ALLOW, all.sorted().collect(Collectors.joining(",")));
  }

  private Stream<String> namedElsewhere(String path) {
    return router
        .uriRoutes()
        .filter(route -> route.tryMatch(path) != null)
        .flatMap(
            route ->
                route
                    .getAnnotationMetadata()
                    .stringValue(CustomHttpMethod.class, "method")
                    .stream())
        .distinct();
  }

  private static Stream<String> methods(List<String> allow) {
    return allow.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip);
  }

  private Problem problem(HttpRequest<?> request, HttpResponse<?> response) {
    HttpStatus status = response.status();
    return switch (status) {
      case NOT_FOUND -> noSuchPath(target(request));
      case METHOD_NOT_ALLOWED ->
          methodNotAllowed(request, response.getHeaders().getAll(HttpHeaders.ALLOW));
      case NOT_ACCEPTABLE -> NegotiationProblems.notAcceptable();
      case UNSUPPORTED_MEDIA_TYPE ->
          paths.takesForm(request.getPath())
              ? NegotiationProblems.formExpected()
              : NegotiationProblems.unsupportedType(paths.forms());
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

  /** As it was sent: the framework takes what follows two slashes for a host. */
  private static String target(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> sent
        ? sent.getNativeRequest().uri()
        : request.getUri().toString();
  }

  private Problem noSuchPath(String target) {
    String fault =
        DOUBLE_SLASH.matcher(target).matches()
            ? ": it has two slashes in a row. Does the base URL end in one?"
            : ".";
    return Problem.of(
        ProblemKind.NOT_FOUND,
        "There is no such path%s All paths are in GET %s.".formatted(fault, paths.document()));
  }

  /** Low-code tools show the body alone, so what the header says is in it too. */
  private Problem methodNotAllowed(HttpRequest<?> request, List<String> allow) {
    List<String> methods = methods(allow).sorted().toList();
    Optional<MeantCalls.Advice> advice = meant.by(request.getMethodName(), request.getPath());
    Problem problem =
        Problem.of(
                ProblemKind.METHOD_NOT_ALLOWED,
                "This path takes: %s.%s"
                    .formatted(
                        String.join(", ", methods),
                        advice.map(given -> " " + given.sentence()).orElse("")))
            .with("allowed_methods", methods);
    return advice.map(given -> problem.next(given.call())).orElse(problem);
  }

  private static Problem other(HttpStatus status) {
    if (status.getCode() < 500) {
      return Problem.of(ProblemKind.BAD_REQUEST, "The request is malformed.");
    }
    // The framework has logged what was thrown.
    return FailureProblems.internal();
  }
}
