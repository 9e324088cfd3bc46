package io.piecemeal.adapters.http.page;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** Says what this is, and where to go on. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class StartPageController {

  private final String page = Resources.text("/page/start.html");

  @Get("/")
  @Produces(MediaType.ALL)
  HttpResponse<String> start() {
    return PageAnswers.of(page);
  }
}
