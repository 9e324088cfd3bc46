package io.piecemeal.http.server.text;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position in a listing, in a form that callers pass back without looking into it. */
public final class ListCursor {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,18})\\.([a-z0-9]{32})");

  private ListCursor() {}

  /** Spells a position. */
  public static String encode(FileQuery.Position position) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt());
    byte[] text = (micros + "." + position.file()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** Reads what {@link #encode} wrote; empty for anything else. */
  public static Optional<FileQuery.Position> decode(String cursor) {
    Matcher matcher = SYNTAX.matcher(text(cursor));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Instant createdAt = Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS);
    return Optional.of(new FileQuery.Position(createdAt, new FileId(matcher.group(2))));
  }

  private static String text(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
