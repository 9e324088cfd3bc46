package io.piecemeal.adapters.http.chunkbody;

import java.io.IOException;
import java.util.function.Supplier;

/** Announces the first decoded bytes to the sink and knows whether there were any. */
final class DecodedOutput {

  private final DecodedSink sink;
  private final Supplier<ChunkMembers> seenSoFar;
  private boolean begun;

  DecodedOutput(DecodedSink sink, Supplier<ChunkMembers> seenSoFar) {
    this.sink = sink;
    this.seenSoFar = seenSoFar;
  }

  boolean isEmpty() {
    return !begun;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (!begun) {
      begun = true;
      sink.begin(seenSoFar.get());
    }
    sink.write(bytes, offset, length);
  }
}
