package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the console where people sign on. */
@Controller("/console/sign-on.json")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SignOnController {

  private final ConsoleSignOn signOn;

  SignOnController(ConsoleSignOn signOn) {
    this.signOn = signOn;
  }

  // Of any type, as all else of the console is: that would have the name of a file here otherwise.
  @Get
  @Produces(MediaType.ALL)
  HttpResponse<?> terms() {
    return signOn
        .terms()
        .<MutableHttpResponse<?>>map(
            terms -> HttpResponse.ok(view(terms)).contentType(MediaType.APPLICATION_JSON_TYPE))
        .orElseGet(HttpResponse::noContent)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  /** By the names that RFC 6749 and RFC 8414 have for them. */
  private static Map<String, String> view(ConsoleSignOn.Terms terms) {
    Map<String, String> view = new LinkedHashMap<>();
    view.put("issuer", terms.issuer());
    view.put("client_id", terms.clientId());
    view.put("scope", terms.scope());
    view.put("authorization_endpoint", terms.authorizationEndpoint().toString());
    view.put("token_endpoint", terms.tokenEndpoint().toString());
    terms.endSessionEndpoint().ifPresent(end -> view.put("end_session_endpoint", end.toString()));
    return view;
  }
}
