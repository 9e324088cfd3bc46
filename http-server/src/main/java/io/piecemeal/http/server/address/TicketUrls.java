package io.piecemeal.http.server.address;

import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import jakarta.inject.Singleton;

/** Spells the URLs at which tickets are used. */
@Singleton
public final class TicketUrls {

  private final PublicUrl publicUrl;

  public TicketUrls(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The absolute URL of a ticket, which is as secret as its token. */
  public String of(TicketToken token) {
    return publicUrl.base() + "/tickets/" + token.reveal();
  }

  /** The absolute URL of the bytes that a ticket permits to read, as secret as its token. */
  public String contentOf(TicketToken token) {
    return of(token) + "/content";
  }

  /** A line for a shell that reads them. */
  public String curlContent(TicketToken token) {
    return "curl -fsS -o FILE '%s'".formatted(contentOf(token));
  }

  /**
   * A line for a shell that sends a file; what the session has already is left out of it. No
   * character of the URL means anything between single quotes.
   */
  public String curl(TicketToken token, ByteCount offset) {
    String rest = offset.isZero() ? "" : "-C %s ".formatted(offset);
    return "curl -fsS %s-T FILE '%s'".formatted(rest, of(token));
  }
}
