package io.piecemeal.application.port.in;

import io.piecemeal.domain.upload.StoredFile;

/**
 * The answer to a request that may come more than once.
 *
 * @param file as it was when the first of these requests was answered
 */
public record IdempotentAnswer(StoredFile file, Turn turn) {

  /** Which of the equal requests this one is. */
  public enum Turn {
    FIRST,
    REPEATED
  }
}
