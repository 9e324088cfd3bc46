package io.piecemeal.chunk.codec;

import java.io.IOException;

/** Takes the characters of one JSON string, escapes resolved, in order. */
interface StringText {

  /** Takes whole characters in UTF-8. */
  void append(byte[] bytes, int from, int to) throws IOException;

  /** Takes one character that was escaped, which is not a surrogate. */
  void append(int codePoint) throws IOException;

  /**
   * Takes a surrogate that was escaped, and whose other half does not follow. What has no use for
   * it refuses the text with the fault.
   */
  default void appendLone(char surrogate, ChunkBodyRejected fault) {
    throw fault;
  }
}
