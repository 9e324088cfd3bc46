package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Hands arrays to the channel as they are: whoever writes does so in blocks already. */
final class ChannelSink extends OutputStream {

  private final FileChannel channel;

  ChannelSink(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      throw DiskFailures.translated("bytes not written", e);
    }
  }
}
