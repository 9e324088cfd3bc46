package io.piecemeal.application.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream that ends where another one fails, and says so afterwards. */
final class BrokenOffStream extends FilterInputStream {

  private @Nullable IOException failure;

  BrokenOffStream(InputStream content) {
    super(content);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (failure != null) {
      return -1;
    }
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }

  boolean isBroken() {
    return failure != null;
  }

  /** Throws what the other stream threw. */
  void throwIfBroken() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
