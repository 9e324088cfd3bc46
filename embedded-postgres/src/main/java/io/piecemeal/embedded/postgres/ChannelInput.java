package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** Reads from a channel, within a deadline. */
final class ChannelInput extends InputStream {

  /** The JDK keeps a buffer outside of the heap, as large as the largest read, for each thread. */
  static final int LARGEST = 64 * 1024;

  private final SocketChannel channel;
  private final ReadDeadline deadline;

  ChannelInput(SocketChannel channel, ReadDeadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    deadline.readBegins();
    try {
      return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, LARGEST)));
    } catch (ClosedChannelException failure) {
      if (deadline.isExpired()) {
        SocketTimeoutException timeout = new SocketTimeoutException("read timed out");
        timeout.initCause(failure);
        throw timeout;
      }
      throw failure;
    } finally {
      deadline.readEnds();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
