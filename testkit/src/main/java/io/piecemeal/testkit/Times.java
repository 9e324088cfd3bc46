package io.piecemeal.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The precision of the ledger's clock. */
final class Times {

  private Times() {}

  static Instant truncated(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
