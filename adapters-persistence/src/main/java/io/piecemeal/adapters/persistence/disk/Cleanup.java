package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;

/** What is put away after a failure, which stays the one that is reported. */
final class Cleanup {

  private Cleanup() {}

  /** A step that may fail itself. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  static void after(Throwable failure, Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
