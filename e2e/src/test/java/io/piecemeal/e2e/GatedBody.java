package io.piecemeal.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CountDownLatch;

/** A request body that is sent by half, and to its end only when the test lets it. */
final class GatedBody {

  private final byte[] body;
  private final CountDownLatch half = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  private GatedBody(byte[] body) {
    this.body = body;
  }

  static GatedBody of(String text) {
    return new GatedBody(Bytes.utf8(text));
  }

  BodyPublisher publisher() {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new Halting(body)), body.length);
  }

  /** Whether the first half has left. */
  boolean isHalfSent() {
    return half.getCount() == 0;
  }

  /** Lets the rest go. */
  void open() {
    gate.countDown();
  }

  private final class Halting extends InputStream {

    private final InputStream bytes;
    private int left;

    Halting(byte[] body) {
      this.bytes = new ByteArrayInputStream(body);
      this.left = body.length / 2;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        half.countDown();
        await();
        left = Integer.MAX_VALUE;
      }
      int count = bytes.read(target, offset, Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }

    private void await() throws InterruptedIOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("nobody let the rest go");
      }
    }
  }
}
