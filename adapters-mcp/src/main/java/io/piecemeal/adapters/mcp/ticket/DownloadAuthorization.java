package io.piecemeal.adapters.mcp.ticket;

import io.piecemeal.application.port.in.IssueDownload.IssuedDownload;
import io.piecemeal.http.server.address.TicketUrls;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a client is told to fetch a file past the model. */
@Singleton
public final class DownloadAuthorization {

  private final TicketUrls urls;

  public DownloadAuthorization(TicketUrls urls) {
    this.urls = urls;
  }

  /** What a client needs for the transfer. */
  public Map<String, Object> of(IssuedDownload issued) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("url", urls.contentOf(issued.token()));
    members.put("method", "GET");
    members.put("headers", Map.of());
    members.put("expires_at", Times.rfc3339(issued.ticket().expiresAt()));
    members.put("curl", urls.curlContent(issued.token()));
    return members;
  }

  /** What {@link #of} gives. */
  public static OutputSchema schema() {
    return new OutputSchema()
        .always("url", "string", "Gives the bytes, as often as it is asked. A secret.")
        .always("method", "string", "'GET'; Range is understood.")
        .always("headers", "object", "Headers to send along; none are needed.")
        .always("expires_at", "string", "Until when it may be used (RFC 3339, UTC).")
        .always("curl", "string", "A line for a shell; replace FILE.");
  }
}
