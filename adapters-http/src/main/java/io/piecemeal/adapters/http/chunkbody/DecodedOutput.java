package io.piecemeal.adapters.http.chunkbody;

import io.piecemeal.adapters.http.chunkbody.ChunkMembers.Completion;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
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

  /** Takes all and keeps nothing. */
  static DecodedOutput nowhere() {
    DecodedSink sink =
        new DecodedSink() {
          @Override
          public void begin(ChunkMembers seenSoFar) {}

          @Override
          public void write(byte[] bytes, int offset, int length) {}
        };
    return new DecodedOutput(
        sink,
        () -> new ChunkMembers(OptionalLong.empty(), Optional.empty(), Completion.MORE_MAY_FOLLOW));
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
