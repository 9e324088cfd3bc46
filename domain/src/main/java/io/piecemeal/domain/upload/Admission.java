package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteRange;

/** What is to be done with a received chunk, given the state of its file. */
public sealed interface Admission {

  /**
   * Append it, if the file is still as it was seen.
   *
   * @param to the file as it was seen
   * @param outcome whether the file is complete with it
   */
  record Append(UploadSession to, Outcome outcome) implements Admission {}

  /**
   * The file already holds bytes in this range, which begins where the chunk does: if they are the
   * chunk's, and the chunk ends there, the request is a replay.
   */
  record Compare(ByteRange stored) implements Admission {}

  /** What an append makes of the file. */
  enum Outcome {
    STAYS_OPEN,
    COMPLETES
  }
}
