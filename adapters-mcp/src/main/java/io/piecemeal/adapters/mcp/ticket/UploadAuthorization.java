package io.piecemeal.adapters.mcp.ticket;

import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an agent is told to have a file sent past the model. */
@Singleton
public final class UploadAuthorization {

  private final TicketUrls urls;

  public UploadAuthorization(TicketUrls urls) {
    this.urls = urls;
  }

  /** What a client needs for the transfer. */
  public Map<String, Object> of(IssuedTicket issued) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("url", urls.of(issued.token()));
    members.put("method", "PUT");
    members.put("headers", Map.of());
    members.put("offset", issued.ticket().offset().value());
    members.put("expires_at", Times.rfc3339(issued.ticket().expiresAt()));
    members.put("single_use", true);
    members.put("curl", urls.curl(issued.token(), issued.ticket().offset()));
    return members;
  }

  /** What {@link #of} gives. */
  public static OutputSchema schema() {
    return new OutputSchema()
        .always("url", "string", "Takes the bytes, and is a page for people. A secret.")
        .always("method", "string", "'PUT'; the body is the file itself.")
        .always("headers", "object", "Headers to send along; none are needed.")
        .always("offset", "integer", "Where in the file the bytes that are sent begin.")
        .always("expires_at", "string", "Until when it may be used (RFC 3339, UTC).")
        .always("single_use", "boolean", "True: it ends with the last byte of the file.")
        .always("curl", "string", "A line for a shell; replace FILE.");
  }
}
