package io.piecemeal.adapters.http.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.IssueDownload.IssuedDownload;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.text.Times;

/**
 * A ticket to read a file as who asked for it sees it, this once.
 *
 * @param url where the bytes are; anyone who knows it may read them
 * @param curl a line for a shell, in which FILE is to be replaced
 */
@Serdeable.Serializable
record IssuedDownloadView(
    @JsonProperty("file_id") String fileId,
    String filename,
    long size,
    String sha256,
    String url,
    String method,
    @JsonProperty("expires_at") String expiresAt,
    String curl) {

  static IssuedDownloadView of(IssuedDownload issued, TicketUrls urls) {
    return new IssuedDownloadView(
        issued.file().id().value(),
        issued.file().name().value(),
        issued.file().size().value(),
        issued.file().sha256().hex(),
        urls.contentOf(issued.token()),
        "GET",
        Times.rfc3339(issued.ticket().expiresAt()),
        urls.curlContent(issued.token()));
  }
}
