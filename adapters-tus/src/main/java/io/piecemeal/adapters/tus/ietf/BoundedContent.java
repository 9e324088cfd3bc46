package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that may have so many bytes. One that has more fails before it gives the last of those, so
 * that nothing is complete that goes on.
 */
final class BoundedContent extends FilterInputStream {

  private long room;

  BoundedContent(InputStream content, ByteCount room) {
    super(content);
    this.room = room.value();
  }

  /** There are more bytes than the upload was to have. */
  static final class TooLongException extends IOException {
    TooLongException() {
      super("the body is longer than the upload");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      room -= count;
      if (room < 0 || (room == 0 && in.read() >= 0)) {
        throw new TooLongException();
      }
    }
    return count;
  }
}
