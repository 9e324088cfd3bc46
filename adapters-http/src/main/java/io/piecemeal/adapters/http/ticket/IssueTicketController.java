package io.piecemeal.adapters.http.ticket;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.RevokeTicket;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.json.Members;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ticket of a session, for who has the key. */
@Controller("/uploads/{fileId}/ticket")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class IssueTicketController {

  private final IssueTicket issue;
  private final RevokeTicket revoke;
  private final TicketUrls urls;

  IssueTicketController(IssueTicket issue, RevokeTicket revoke, TicketUrls urls) {
    this.issue = issue;
    this.revoke = revoke;
    this.urls = urls;
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<IssuedTicketView> issue(
      Authentication caller, String fileId, @Nullable @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.readOptional(body, Set.of("complete"));
    }
    Ticket.Completion completion =
        members.flag("complete").orElse(true)
            ? Ticket.Completion.COMPLETES_FILE
            : Ticket.Completion.LEAVES_OPEN;
    return HttpResponse.created(
            IssuedTicketView.of(
                issue.issue(CallArguments.owner(caller), CallArguments.fileId(fileId), completion),
                urls))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Delete
  HttpResponse<?> revoke(Authentication caller, String fileId) {
    revoke.revoke(CallArguments.owner(caller), CallArguments.fileId(fileId));
    return HttpResponse.noContent();
  }
}
