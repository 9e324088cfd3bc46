package io.piecemeal.application.upload;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

/** A stream that is read in pieces. Closing it is up to who opened it. */
public final class PiecedStream {

  /** Each upload under way has one, and a small heap hundreds of them. */
  private static final int BUFFER = 16 << 10;

  private final PushbackInputStream content;
  private long read;

  public PiecedStream(InputStream content) {
    this.content = new PushbackInputStream(content, 1);
  }

  /** Waits for a byte, or the end. */
  public boolean hasMore() throws IOException {
    int next = content.read();
    if (next < 0) {
      return false;
    }
    content.unread(next);
    return true;
  }

  /** Copies the next bytes, fewer than {@code most} only where the stream ends. */
  public void copyPiece(ByteCount most, OutputStream sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most.value();
    while (left > 0) {
      int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count == -1) {
        return;
      }
      sink.write(buffer, 0, count);
      left -= count;
      read += count;
    }
  }

  /** How many bytes all pieces had together. */
  public ByteCount copied() {
    return new ByteCount(read);
  }
}
