package io.piecemeal.bootstrap;

/** How much is logged; the names are Logback's. */
enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  OFF;

  /**
   * Has {@code logback.xml} log so much. Without effect after the first logger was made, so this
   * comes before anything is started.
   */
  void apply() {
    System.setProperty("piecemeal.log-level", name());
  }
}
