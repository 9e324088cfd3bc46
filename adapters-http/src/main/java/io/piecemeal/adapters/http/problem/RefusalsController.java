package io.piecemeal.adapters.http.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.ProblemResponses;
import io.piecemeal.http.server.problem.SignOn;

/** Answers what the rules refused. */
@Controller
final class RefusalsController {

  private final SignOn signOn;

  RefusalsController(SignOn signOn) {
    this.signOn = signOn;
  }

  @Error(global = true)
  HttpResponse<?> refused(HttpRequest<?> request, UploadRejected e) {
    return ProblemResponses.of(
        request, signOn.challenging(RefusalProblems.of(e.refusal()), e, request.getPath()));
  }
}
