package io.piecemeal.testkit;

import java.io.ByteArrayInputStream;

/** Gives at most so many bytes for one read, as a network does. */
public final class SteppedStream extends ByteArrayInputStream {

  private final int step;

  /**
   * @param step bytes for one read, at most
   */
  public SteppedStream(byte[] bytes, int step) {
    super(bytes);
    this.step = step;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) {
    return super.read(into, offset, Math.min(step, length));
  }
}
