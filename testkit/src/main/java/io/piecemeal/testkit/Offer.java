package io.piecemeal.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** What a fixture may show of an adapter. */
final class Offer {

  private Offer() {}

  /** What is offered; skips the test and says why if that is nothing. */
  static <T> T of(Optional<T> offered, String otherwise) {
    assumeTrue(offered.isPresent(), otherwise);
    return offered.orElseThrow();
  }
}
