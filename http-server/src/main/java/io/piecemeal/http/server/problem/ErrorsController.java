package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.caps.BodyCaps;
import java.io.IOException;

/** Answers what controllers threw. What the framework itself refuses is answered elsewhere. */
@Controller
final class ErrorsController {

  private final BodyCaps caps;
  private final SignOn signOn;
  private final RefusalForm refusals;

  ErrorsController(BodyCaps caps, SignOn signOn, RefusalForm refusals) {
    this.caps = caps;
    this.signOn = signOn;
    this.refusals = refusals;
  }

  @Error(global = true)
  HttpResponse<?> refused(HttpRequest<?> request, UploadRejected e) {
    return ProblemResponses.of(
        request, signOn.challenging(refusals.say(e.refusal()), e, request.getPath()));
  }

  @Error(global = true)
  HttpResponse<?> rejected(HttpRequest<?> request, RequestRejected e) {
    return ProblemResponses.of(request, e.problem());
  }

  @Error(global = true)
  HttpResponse<?> failed(HttpRequest<?> request, StorageFailure e) {
    return ProblemResponses.of(request, FailureProblems.of(e));
  }

  @Error(global = true)
  HttpResponse<?> unauthenticated(HttpRequest<?> request, AuthorizationException e) {
    if (e.isForbidden()) {
      return ProblemResponses.of(
          request, Problem.of(ProblemKind.FORBIDDEN, "Use a key that may do this."));
    }
    return ProblemResponses.of(
        request,
        signOn.unauthenticated(request.getHeaders().getAuthorization(), request.getPath()));
  }

  /** A parameter that the route needs is not there. */
  @Error(global = true)
  HttpResponse<?> missing(HttpRequest<?> request, UnsatisfiedRouteException e) {
    if (e.getArgument().getAnnotationMetadata().hasAnnotation(Body.class)) {
      return ProblemResponses.of(request, BodyProblems.absent());
    }
    String name = e.getArgument().getName();
    return ProblemResponses.of(
        request,
        Problem.of(ProblemKind.MISSING_FIELD, "Add '%s'.".formatted(name)).with("field", name));
  }

  @Error(global = true)
  HttpResponse<?> bodyTooLarge(HttpRequest<?> request, ContentLengthExceededException e) {
    return ProblemResponses.of(request, BodyProblems.tooLarge(caps.of(request)));
  }

  /** Reading a body failed: either it was too long, or its sender broke off and reads no answer. */
  @Error(global = true)
  HttpResponse<?> brokenBody(HttpRequest<?> request, IOException e) {
    return ProblemResponses.of(request, BodyProblems.unreadable(e, caps.of(request)));
  }
}
