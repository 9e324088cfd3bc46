package io.piecemeal.adapters.http.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.ProblemResponses;

/** Answers what the rules refused. */
@Controller
final class RefusalsController {

  @Error(global = true)
  HttpResponse<?> refused(HttpRequest<?> request, UploadRejected e) {
    return ProblemResponses.of(request, RefusalProblems.of(e.refusal()));
  }
}
