package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.http.server.text.WireNames;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ticket of a file as agents see it, without its secret. */
final class TicketFacts {

  private TicketFacts() {}

  static Map<String, Object> of(Ticket ticket) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", WireNames.of(ticket.state()));
    facts.put("offset", ticket.offset().value());
    ticket.total().ifPresent(total -> facts.put("total", total.value()));
    facts.put("received", ticket.received().value());
    facts.put("expires_at", Times.rfc3339(ticket.expiresAt()));
    return facts;
  }

  /** What {@link #of} gives. */
  static OutputSchema schema() {
    return new OutputSchema()
        .always("state", "string", "'valid', 'used' (all was sent) or 'expired'.")
        .always("offset", "integer", "Where in the file its bytes begin.")
        .sometimes("total", "integer", "Bytes of the whole file, once its holder announced them.")
        .always("received", "integer", "Bytes that came by it so far.")
        .always("expires_at", "string", "Until when it may be used (RFC 3339, UTC).");
  }
}
