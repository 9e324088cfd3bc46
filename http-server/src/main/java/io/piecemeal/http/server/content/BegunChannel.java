package io.piecemeal.http.server.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Gives the bytes that were read of a channel beforehand, then the rest of the channel. Keeps none
 * that it gave.
 */
final class BegunChannel implements ReadableByteChannel {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final ReadableByteChannel rest;
  private ByteBuffer first;

  BegunChannel(ByteBuffer first, ReadableByteChannel rest) {
    this.first = first;
    this.rest = rest;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!first.hasRemaining()) {
      return rest.read(target);
    }
    int count = Math.min(first.remaining(), target.remaining());
    target.put(first.slice(first.position(), count));
    first.position(first.position() + count);
    if (!first.hasRemaining()) {
      first = NONE;
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return rest.isOpen();
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
