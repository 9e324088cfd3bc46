package io.piecemeal.adapters.http.ticket;

import io.piecemeal.domain.storage.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Knows how much was read of it. For one thread at a time. */
final class CountedStream extends FilterInputStream {

  private long bytes;

  CountedStream(InputStream content) {
    super(content);
  }

  ByteCount bytesRead() {
    return new ByteCount(bytes);
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      bytes++;
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      bytes += count;
    }
    return count;
  }
}
