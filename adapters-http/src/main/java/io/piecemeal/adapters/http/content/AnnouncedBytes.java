package io.piecemeal.adapters.http.content;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a download whose length was announced. Whatever keeps them from being that many ends
 * in an {@link IOException}, on which the framework closes the connection: after any other
 * exception it would leave the caller waiting, and after an early end take the next answer for the
 * rest.
 */
public final class AnnouncedBytes extends FilterInputStream {

  private long missing;

  public AnnouncedBytes(InputStream bytes, long length) {
    super(bytes);
    this.missing = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    int got;
    try {
      got = super.read(target, offset, count);
    } catch (RuntimeException e) {
      throw new IOException("a download broke off", e);
    }
    if (got < 0 && missing > 0) {
      throw new EOFException("a download ended %d bytes early".formatted(missing));
    }
    missing -= Math.max(0, got);
    return got;
  }
}
