package io.piecemeal.chunk.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;

/** Keeps what a scan writes on the heap. */
final class MemoryOutput extends ChunkOutput {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Override
  public void write(int octet) {
    written.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    written.write(bytes, offset, length);
  }

  @Override
  public void draft() {
    // there is always room
  }

  @Override
  public InputStream takeBack() {
    byte[] sofar = written.toByteArray();
    written.reset();
    return new ByteArrayInputStream(sofar);
  }

  byte[] toByteArray() {
    return written.toByteArray();
  }
}
