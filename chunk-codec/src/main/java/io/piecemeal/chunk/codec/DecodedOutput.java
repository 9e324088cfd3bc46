package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;

/** Passes decoded bytes on to a sink, and knows whether there were any. */
final class DecodedOutput {

  private final OutputStream sink;
  private boolean begun;

  DecodedOutput(OutputStream sink) {
    this.sink = sink;
  }

  boolean isEmpty() {
    return !begun;
  }

  /** Says that what was written is no longer part of the data. */
  void restart() {
    begun = false;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0) {
      begun = true;
      sink.write(bytes, offset, length);
    }
  }
}
