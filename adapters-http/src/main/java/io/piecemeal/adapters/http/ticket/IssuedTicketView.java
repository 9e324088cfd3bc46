package io.piecemeal.adapters.http.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.text.Times;

/**
 * A ticket as who asked for it sees it, this once.
 *
 * @param url where it is used; anyone who knows it may
 * @param offset where in the file the bytes begin that are sent there
 * @param complete whether the file is complete with the last byte that was announced
 * @param curl a line for a shell, in which FILE is to be replaced
 */
@Serdeable.Serializable
record IssuedTicketView(
    @JsonProperty("file_id") String fileId,
    String url,
    String method,
    long offset,
    @JsonProperty("expires_at") String expiresAt,
    @JsonProperty("single_use") boolean singleUse,
    boolean complete,
    String curl) {

  static IssuedTicketView of(IssuedTicket issued, TicketUrls urls) {
    return new IssuedTicketView(
        issued.ticket().file().value(),
        urls.of(issued.token()),
        "PUT",
        issued.ticket().offset().value(),
        Times.rfc3339(issued.ticket().expiresAt()),
        true,
        issued.ticket().completion() == Ticket.Completion.COMPLETES_FILE,
        urls.curl(issued.token(), issued.ticket().offset()));
  }
}
