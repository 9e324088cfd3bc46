package io.piecemeal.http.server.text;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes points in time as callers see them: RFC 3339, UTC, whole seconds. */
public final class Times {

  private Times() {}

  /** Spells a point in time. */
  public static String rfc3339(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
