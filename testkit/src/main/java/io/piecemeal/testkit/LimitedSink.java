package io.piecemeal.testkit;

import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes no more bytes than were announced. */
final class LimitedSink extends FilterOutputStream {

  private long room;

  LimitedSink(OutputStream out, ByteCount limit) {
    super(out);
    this.room = limit.value();
  }

  @Override
  public void write(int b) throws IOException {
    take(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    take(length);
    out.write(bytes, offset, length);
  }

  private void take(int length) {
    if (length > room) {
      throw new IllegalArgumentException("%d bytes, room for %d".formatted(length, room));
    }
    room -= length;
  }
}
