package io.piecemeal.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes of another stream and then fails, at every further read. */
public final class BrokenInputStream extends FilterInputStream {

  private final IOException fault;
  private long left;

  public BrokenInputStream(InputStream in, long after, IOException fault) {
    super(in);
    this.left = after;
    this.fault = fault;
  }

  @Override
  public int read() throws IOException {
    failAtTheEnd();
    int read = super.read();
    left--;
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length > 0) {
      failAtTheEnd();
    }
    int read = super.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }

  private void failAtTheEnd() throws IOException {
    if (left <= 0) {
      throw fault;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    failAtTheEnd();
    long skipped = super.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
