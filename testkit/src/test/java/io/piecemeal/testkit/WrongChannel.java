package io.piecemeal.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel that reads what another one does; each mutant overrides what it gets wrong. */
class WrongChannel implements ReadableByteChannel {

  private final ReadableByteChannel right;

  WrongChannel(ReadableByteChannel right) {
    this.right = right;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return right.read(target);
  }

  @Override
  public boolean isOpen() {
    return right.isOpen();
  }

  @Override
  public void close() throws IOException {
    right.close();
  }
}
