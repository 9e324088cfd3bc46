package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.ByteCount;

/** Decides how fast work in the background reads, and whether it goes on. */
@FunctionalInterface
public interface Pace {

  /** As fast as it goes. */
  Pace UNLIMITED = bytes -> {};

  /**
   * Is told of bytes right after they were read, and may take its time.
   *
   * @throws RuntimeException to end the work: it passes through unchanged, nothing is concluded
   *     about the file, and no object that was begun is left
   */
  void afterReading(ByteCount bytes);
}
