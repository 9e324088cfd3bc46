package io.piecemeal.testkit;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes only so many bytes. */
final class NarrowSink extends FilterOutputStream {

  private long room;

  NarrowSink(OutputStream out, long room) {
    super(out);
    this.room = room;
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
      throw new StorageFailure.NoSpace("no room left", new IOException("injected"));
    }
  }
}
