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
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.ProblemResponses;
import io.piecemeal.http.server.problem.SignOn;
import java.util.Optional;

/**
 * Tells clients of agents that look for OAuth who issues tokens for this service, or that nobody
 * does, and what to send instead. After a 401 they ask for metadata. Where there are none, only a
 * 404 lets them go on to the next place, and at last try to register here; the error of that, in
 * the form of RFC 6749 section 5.2, is what they show to people.
 */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class OAuthController {

  private final SignOn signOn;

  OAuthController(SignOn signOn) {
    this.signOn = signOn;
  }

  @Get(uris = {SignOn.METADATA, SignOn.METADATA + "/{rest:.*}"})
  HttpResponse<?> resource(HttpRequest<?> request) {
    String part = request.getPath().substring(SignOn.METADATA.length());
    return Optional.of(part)
        .filter(known -> known.isEmpty() || known.equals(SignOn.MCP))
        .flatMap(signOn::metadata)
        .<HttpResponse<?>>map(HttpResponse::ok)
        .orElseGet(() -> metadata(request));
  }

  @Get(
      uris = {
        "/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server/{rest:.*}",
        "/.well-known/openid-configuration",
        "/.well-known/openid-configuration/{rest:.*}",
        "/mcp/.well-known/{rest:.*}"
      })
  HttpResponse<?> metadata(HttpRequest<?> request) {
    return ProblemResponses.of(
        request, explained(Problem.of(ProblemKind.NOT_FOUND, signOn.advice())));
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

  private HttpResponse<?> refused(HttpRequest<?> request) {
    return ProblemResponses.of(
        request, explained(signOn.unauthenticated(Optional.empty(), request.getPath())));
  }

  private Problem explained(Problem problem) {
    return problem.with("error", "access_denied").with("error_description", signOn.advice());
  }
}
