package io.piecemeal.http.server.content;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP has them (RFC 9110 section 5.6.7): written in one form, read in three. */
final class HttpDates {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  /** As C's asctime writes them: a day of one digit has a blank before it. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);

  /** A year of two digits is at most so far ahead. */
  private static final int YEARS_AHEAD = 50;

  private HttpDates() {}

  static String write(Instant time) {
    return WRITTEN.format(ZonedDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  /** Reads a date; one that is malformed counts as absent. */
  static Optional<Instant> read(String text) {
    return read(text, LocalDate.now(ZoneOffset.UTC).getYear());
  }

  static Optional<Instant> read(String text, int thisYear) {
    String date = text.strip();
    return List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(thisYear), ASCTIME).stream()
        .flatMap(form -> read(date, form).stream())
        .findFirst();
  }

  private static Optional<Instant> read(String date, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter rfc850(int thisYear) {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, thisYear + YEARS_AHEAD - 99)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withZone(ZoneOffset.UTC);
  }
}
