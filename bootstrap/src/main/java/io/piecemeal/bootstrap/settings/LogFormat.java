package io.piecemeal.bootstrap.settings;

import java.util.Locale;

/** How a line of the log is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For programs: an object for each event, with the names of Logstash. */
  JSON;

  /**
   * Has {@code logback.xml} write so. Without effect after the first logger was made, as {@link
   * LogLevel#apply}.
   */
  void apply() {
    System.setProperty("piecemeal.log-format", name().toLowerCase(Locale.ROOT));
  }
}
