package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The console for who asks for HTML, as browsers do; else what this is, and where to go on. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class StartPageController {

  private final String start = Resources.text("/page/start.html");
  private final String console = Resources.text("/console/console.html");
  private final String policy = ConsolePolicy.of(console);

  @Get("/")
  @Produces(MediaType.ALL)
  HttpResponse<String> start(HttpHeaders headers) {
    return (headers.accept().contains(MediaType.TEXT_HTML_TYPE)
            ? PageAnswers.of(console, policy)
            : PageAnswers.of(start))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
  }
}
