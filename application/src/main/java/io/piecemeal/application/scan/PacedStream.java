package io.piecemeal.application.scan;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells of the bytes that are read, and whether what was thrown came from here. */
final class PacedStream extends FilterInputStream {

  private final Pace pace;
  private boolean failed;

  PacedStream(InputStream in, Pace pace) {
    super(in);
    this.pace = pace;
  }

  /** Whether reading failed, as opposed to who reads. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      failed = true;
      throw e;
    }
    if (count > 0) {
      pace.afterReading(new ByteCount(count));
    }
    return count;
  }
}
