package io.piecemeal.http.server.guard;

import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of unknown length, cut off where it becomes too long. */
public final class BoundedBody extends FilterInputStream {

  private final ByteCount limit;
  private long received;

  public BoundedBody(InputStream body, ByteCount limit) {
    super(body);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws BodyTooLargeException if there is a byte too many
   */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    int got = super.read(target, offset, count);
    received += Math.max(0, got);
    if (received > limit.value()) {
      throw new BodyTooLargeException(limit);
    }
    return got;
  }
}
