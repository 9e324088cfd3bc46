package io.piecemeal.adapters.persistence.postgres;

/** Pieces of SQL that reckon with the database's clock, which stands still during a statement. */
final class Times {

  /** A duration; takes one parameter, in microseconds. */
  static final String INTERVAL = "CAST(? AS bigint) * interval '1 microsecond'";

  private Times() {}

  /**
   * The time at which a file expires if its last chunk came now; takes the two durations of the
   * retention.
   */
  static String expiry(String createdAt) {
    return expiry(createdAt, "CAST(? AS bigint)", "CAST(? AS bigint)");
  }

  /** The same, with durations in microseconds that are columns. */
  static String expiry(String createdAt, String sinceLastChunk, String sinceCreation) {
    return "least(now() + %s * interval '1 microsecond', %s + %s * interval '1 microsecond')"
        .formatted(sinceLastChunk, createdAt, sinceCreation);
  }

  /** The hour in which a time lies, in hours since 1970. */
  static String hour(String time) {
    return "CAST(floor(extract(epoch FROM %s) / 3600) AS bigint)".formatted(time);
  }
}
