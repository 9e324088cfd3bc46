package io.piecemeal.http.server.key;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.ProblemResponses;
import java.util.Optional;

/**
 * Tells clients of agents that look for OAuth that there is none, and what to send instead. After a
 * 401 they ask for metadata, where only a 404 lets them go on to the next place, and at last try to
 * register; the error of that, in the form of RFC 6749 section 5.2, is what they show to people.
 */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class NoOAuthController {

  @Get(
      uris = {
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/{rest:.*}",
        "/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server/{rest:.*}",
        "/.well-known/openid-configuration",
        "/.well-known/openid-configuration/{rest:.*}",
        "/mcp/.well-known/{rest:.*}"
      })
  HttpResponse<?> metadata(HttpRequest<?> request) {
    return ProblemResponses.of(
        request, explained(Problem.of(ProblemKind.NOT_FOUND, FailureProblems.NO_OAUTH)));
  }

  @Post(uris = {"/register", "/token"})
  @Consumes(MediaType.ALL)
  HttpResponse<?> register(HttpRequest<?> request) {
    return refused(request);
  }

  @Get("/authorize")
  HttpResponse<?> authorize(HttpRequest<?> request) {
    return refused(request);
  }

  private static HttpResponse<?> refused(HttpRequest<?> request) {
    return ProblemResponses.of(
        request, explained(FailureProblems.unauthenticated(Optional.empty())));
  }

  private static Problem explained(Problem problem) {
    return problem
        .with("error", "access_denied")
        .with("error_description", FailureProblems.NO_OAUTH);
  }
}
