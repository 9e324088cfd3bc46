package io.piecemeal.http.server.guard;

import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body of unknown length, cut off where it becomes too long. */
public final class BoundedBody extends FilterInputStream {

  private final ByteCount limit;
  private final Supplier<? extends RuntimeException> tooLarge;
  private long received;

  /** One that ends with a {@link BodyTooLargeException} at a byte too many. */
  public BoundedBody(InputStream body, ByteCount limit) {
    this(body, limit, () -> new BodyTooLargeException(limit));
  }

  /**
   * @param tooLarge what a read ends with that meets a byte too many
   */
  public BoundedBody(
      InputStream body, ByteCount limit, Supplier<? extends RuntimeException> tooLarge) {
    super(body);
    this.limit = limit;
    this.tooLarge = tooLarge;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    int got = super.read(target, offset, count);
    received += Math.max(0, got);
    if (received > limit.value()) {
      throw tooLarge.get();
    }
    return got;
  }
}
