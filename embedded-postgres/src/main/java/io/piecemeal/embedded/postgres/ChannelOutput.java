package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Writes to a channel. */
final class ChannelOutput extends OutputStream {

  private final SocketChannel channel;

  ChannelOutput(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int step = Math.min(end - at, ChannelInput.LARGEST);
      at += channel.write(ByteBuffer.wrap(bytes, at, step));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
