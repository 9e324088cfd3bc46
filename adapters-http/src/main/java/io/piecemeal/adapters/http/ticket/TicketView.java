package io.piecemeal.adapters.http.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.http.server.text.WireNames;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its holder sees it: enough to send the file and to go on after a break, and nothing
 * that needs a key.
 *
 * @param state {@code valid}, {@code used} or {@code expired}
 * @param offset where in the file the holder's bytes begin
 * @param size where the file ends by now
 * @param maxSize where it may end at most
 * @param fileStatus {@code uploading} or {@code complete}
 */
@Serdeable.Serializable
record TicketView(
    @JsonProperty("file_id") String fileId,
    String filename,
    String state,
    long offset,
    long size,
    @JsonProperty("declared_size") @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Long declaredSize,
    @JsonProperty("max_size") long maxSize,
    @JsonProperty("file_status") String fileStatus,
    @JsonProperty("expires_at") String expiresAt) {

  static TicketView of(FoundTicket found, Limits limits) {
    FileView file = FileView.of(found.file());
    return new TicketView(
        file.fileId(),
        file.filename(),
        WireNames.of(found.ticket().state()),
        found.ticket().offset().value(),
        file.size(),
        found.file().declared().size().map(ByteCount::value).orElse(null),
        found.file().largestSize(limits).value(),
        file.status(),
        Times.rfc3339(found.ticket().expiresAt()));
  }
}
