package io.piecemeal.mcp.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of bytes. LF or the end of the stream ends a line. */
final class LineReader {

  private static final int BLOCK = 64 << 10;

  private final InputStream in;
  private final int maxLength;
  private final byte[] block = new byte[BLOCK];
  private int next;
  private int filled;

  /**
   * @param maxLength bytes of a line that may be of use
   */
  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /**
   * The next line without its end; empty at the end of the stream. Of one that exceeds the bound
   * one byte more than that is kept, and the rest dropped.
   */
  Optional<byte[]> read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (next < filled || fill()) {
      int end = next;
      while (end < filled && block[end] != '\n') {
        end++;
      }
      line.write(block, next, Math.min(end - next, maxLength + 1 - line.size()));
      next = end;
      if (end < filled) {
        next++;
        return Optional.of(line.toByteArray());
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(block));
    return filled > 0;
  }
}
