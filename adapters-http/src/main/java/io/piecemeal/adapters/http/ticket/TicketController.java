package io.piecemeal.adapters.http.ticket;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.http.HttpFacts;
import io.piecemeal.application.port.in.FindTicket;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.port.in.RedeemTicket.RedeemCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.AwaitedBody;
import io.piecemeal.http.server.request.DigestedBody;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the holder of a ticket may do: ask how far the file is, send bytes, or open a page that does
 * both. The ticket is all that is asked of them; it is part of the path, which is why nothing here
 * may log one.
 */
@Controller("/tickets")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TicketController {

  private final FindTicket find;
  private final RedeemTicket redeem;
  private final TicketPage page;
  private final GuardedUploads uploads;
  private final Limits limits;

  TicketController(
      FindTicket find,
      RedeemTicket redeem,
      TicketPage page,
      GuardedUploads uploads,
      Limits limits) {
    this.find = find;
    this.redeem = redeem;
    this.page = page;
    this.uploads = uploads;
    this.limits = limits;
  }

  /** The page for who asks for HTML, as browsers do; else how far the file is. */
  @Get("/{token}")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
  HttpResponse<?> look(HttpHeaders headers, String token) throws IOException {
    return headers.accept().contains(MediaType.TEXT_HTML_TYPE)
        ? page.page()
        : TicketProblems.forHolder(() -> answer(find.find(parse(token))));
  }

  @Get("/assets/page.js")
  @Produces("text/javascript")
  HttpResponse<String> script() {
    return page.script();
  }

  @Get("/assets/page.css")
  @Produces("text/css")
  HttpResponse<String> style() {
    return page.style();
  }

  @Put("/{token}")
  @Consumes(MediaType.ALL)
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<TicketView> send(String token, HttpHeaders headers, HttpRequest<?> request)
      throws IOException {
    return TicketProblems.forHolder(
        () -> {
          // Before a slot is taken, so that what is no ticket takes none, and of its owner's share.
          TicketToken ticket = parse(token);
          requireFileItself(headers);
          Owner owner = find.find(ticket).ticket().owner();
          SentRange range =
              SentRange.of(headers.findFirst(HttpHeaders.CONTENT_RANGE), headers.contentLength());
          InputStream body = DigestedBody.of(headers, AwaitedBody.of(request));
          try (CountedStream content = new CountedStream(body)) {
            return answer(
                uploads.receive(
                    HttpFacts.TICKET,
                    owner,
                    content,
                    paced -> redeem.redeem(command(ticket, range, paced)),
                    _ -> Result.kept(content.bytesRead())));
          }
        });
  }

  private static RedeemCommand command(TicketToken ticket, SentRange range, InputStream content) {
    return new RedeemCommand(
        ticket, range.start(), range.length(), range.total(), range.extent(), content);
  }

  /** A form is not the file: its delimiters and names would be stored as if they were. */
  private static void requireFileItself(HttpHeaders headers) {
    boolean form =
        headers
            .contentType()
            .filter(
                type ->
                    type.getType().equalsIgnoreCase("multipart")
                        || type.getName().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED))
            .isPresent();
    if (form) {
      throw new RequestRejected(
          Problem.of(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              "This type is that of a form, which would be stored as the file. Send the bytes"
                  + " themselves, with 'Content-Type: application/octet-stream': curl -T FILE does"
                  + " (neither -F nor -d)."));
    }
  }

  static TicketToken parse(String token) {
    return TicketToken.parse(token)
        .orElseThrow(() -> new UploadRejected(new Refusal.NoSuchTicket()));
  }

  private MutableHttpResponse<TicketView> answer(FoundTicket found) {
    return HttpResponse.ok(TicketView.of(found, limits))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
