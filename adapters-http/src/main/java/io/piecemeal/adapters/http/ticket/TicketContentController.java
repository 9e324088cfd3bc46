package io.piecemeal.adapters.http.ticket;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.application.port.in.ReadByTicket;
import io.piecemeal.http.server.content.ContentAnswers;
import java.io.IOException;

/** The bytes of a file, whole or in part, for who holds a ticket to read it. */
@Controller("/tickets")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TicketContentController {

  private final ReadByTicket read;

  TicketContentController(ReadByTicket read) {
    this.read = read;
  }

  /** Also answers HEAD, which the framework routes here. */
  @Get("/{token}/content")
  @Produces(MediaType.ALL)
  HttpResponse<?> content(HttpRequest<?> request, String token) throws IOException {
    return TicketProblems.forHolder(
        () -> ContentAnswers.of(request, read.open(TicketController.parse(token))));
  }
}
