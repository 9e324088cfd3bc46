package io.piecemeal.adapters.mcp.elicit;

import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.FileId;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that a person was asked for.
 *
 * @param token of the page that they are asked to open
 * @param expiresAt when that page is none any more, in whole seconds
 */
public record AskedFile(FileId file, TicketToken token, Instant expiresAt, Stage stage) {

  private static final String SEPARATOR = " ";
  private static final int PARTS = 4;

  /** How far the client is with asking. */
  public enum Stage {
    ASKED,
    /** The person agreed to open the page; nothing says that they have. */
    ACCEPTED
  }

  /** The question that a ticket was issued for. */
  public static AskedFile of(IssuedTicket issued) {
    Instant end = Instant.ofEpochSecond(issued.ticket().expiresAt().getEpochSecond());
    return new AskedFile(issued.ticket().file(), issued.token(), end, Stage.ASKED);
  }

  public AskedFile accepted() {
    return new AskedFile(file, token, expiresAt, Stage.ACCEPTED);
  }

  String spell() {
    return String.join(
        SEPARATOR,
        file.value(),
        token.reveal(),
        Long.toString(expiresAt.getEpochSecond()),
        stage.name());
  }

  /** Reads what {@link #spell} gave; empty if it is anything else. */
  static Optional<AskedFile> read(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      Instant end = Instant.ofEpochSecond(Long.parseLong(parts[2]));
      Stage stage = Stage.valueOf(parts[3]);
      return FileId.parse(parts[0])
          .flatMap(
              file ->
                  TicketToken.parse(parts[1]).map(token -> new AskedFile(file, token, end, stage)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
