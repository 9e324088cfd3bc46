package io.piecemeal.testkit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Takes only so many bytes. */
final class LimitedSink extends FilterOutputStream {

  private final Supplier<RuntimeException> refusal;
  private long room;

  LimitedSink(OutputStream out, long room, Supplier<RuntimeException> refusal) {
    super(out);
    this.room = room;
    this.refusal = refusal;
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
    room -= length;
    if (room < 0) {
      throw refusal.get();
    }
  }
}
