package io.piecemeal.adapters.http.chunkbody;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it was given, and insists on the order that the contract of a sink promises. */
final class RecordingSink implements DecodedSink {

  private final List<ChunkMembers> begun = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Override
  public void begin(ChunkMembers seenSoFar) {
    if (written.size() > 0) {
      throw new AssertionError("begun after a write");
    }
    begun.add(seenSoFar);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (begun.size() != 1 || length == 0) {
      throw new AssertionError("begun " + begun.size() + " times, writing " + length + " bytes");
    }
    written.write(bytes, offset, length);
  }

  /** The members of each call of {@link #begin}. */
  List<ChunkMembers> begun() {
    return begun;
  }

  byte[] bytes() {
    return written.toByteArray();
  }
}
