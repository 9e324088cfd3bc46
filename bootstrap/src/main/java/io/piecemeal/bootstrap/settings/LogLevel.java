package io.piecemeal.bootstrap.settings;

/** How much is logged; the names are Logback's. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  OFF;

  /** Has {@code logback.xml} log so much. Without effect after the first logger was made. */
  void apply() {
    System.setProperty("piecemeal.log-level", name());
  }
}
