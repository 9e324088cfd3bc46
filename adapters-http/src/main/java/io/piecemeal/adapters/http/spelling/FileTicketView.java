package io.piecemeal.adapters.http.spelling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.http.server.text.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ticket of a file as the file's owner sees it.
 *
 * @param state {@code valid}, {@code used} or {@code expired}
 * @param offset where in the file the holder's bytes begin
 * @param total how large the whole file will be, if the holder announced it
 * @param received how many bytes came by it
 */
@Serdeable.Serializable
public record FileTicketView(
    String state,
    long offset,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long total,
    long received,
    @JsonProperty("expires_at") String expiresAt) {

  /** A ticket without its secret, which nobody but its first asker is told. */
  public static FileTicketView of(Ticket ticket) {
    return new FileTicketView(
        WireNames.of(ticket.state()),
        ticket.offset().value(),
        ticket.total().map(ByteCount::value).orElse(null),
        ticket.received().value(),
        Times.rfc3339(ticket.expiresAt()));
  }

  /** The same as the facts of a problem. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", state);
    members.put("offset", offset);
    if (total != null) {
      members.put("total", total);
    }
    members.put("received", received);
    members.put("expires_at", expiresAt);
    return members;
  }
}
