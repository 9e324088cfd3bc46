package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.domain.storage.StorageFailure;
import java.net.URI;
import java.util.Optional;

/** The console for who asks for HTML, as browsers do; else what this is, and where to go on. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class StartPageController {

  private final String start = Resources.text("/page/start.html");
  private final String console = Resources.text("/console/console.html");
  private final ConsolePolicy policy = new ConsolePolicy(console);
  private final ConsoleSignOn signOn;

  StartPageController(ConsoleSignOn signOn) {
    this.signOn = signOn;
  }

  @Get("/")
  @Produces(MediaType.ALL)
  HttpResponse<String> start(HttpHeaders headers) {
    return (headers.accept().contains(MediaType.TEXT_HTML_TYPE)
            ? PageAnswers.of(console, policy.text(tokens()))
            : PageAnswers.of(start))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
  }

  private Optional<URI> tokens() {
    try {
      return signOn.terms().map(ConsoleSignOn.Terms::tokenEndpoint);
    } catch (StorageFailure.IssuerAway _) {
      // Who has a key does not need the provider; who asked it has logged that it is away.
      return Optional.empty();
    }
  }
}
