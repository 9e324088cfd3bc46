package io.piecemeal.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** So many bytes, always the same, with no short period; takes no memory for them. */
public final class PatternedInputStream extends InputStream {

  private final long length;
  private long position;

  public PatternedInputStream(long length) {
    this.length = length;
  }

  /** The same bytes as an array. */
  public static byte[] bytes(int length) {
    try (InputStream in = new PatternedInputStream(length)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() {
    return position == length ? -1 : at(position++) & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (position == length) {
      return count == 0 ? 0 : -1;
    }
    int filled = (int) Math.min(count, length - position);
    for (int i = 0; i < filled; i++) {
      target[offset + i] = at(position++);
    }
    return filled;
  }

  private static byte at(long position) {
    return (byte) ((position * 0x9e3779b97f4a7c15L) >>> 56);
  }
}
