package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;

/**
 * A window on the body: unread bytes, and in front of them text that was read and is kept. Text
 * takes no more room without its escapes than with them, so it is moved down in the array that it
 * was read into and needs no second one.
 */
final class BodySource {

  /** Most text that may be kept when bytes are required; the rest is room for those. */
  static final int KEPT_LIMIT = 16 * 1024;

  static final int CAPACITY = KEPT_LIMIT + 4 * 1024;

  private final InputStream body;
  private final byte[] bytes;
  private int kept;
  private int position;
  private int limit;

  /** Body position of the byte at index 0, had nothing been moved or kept. */
  private long origin;

  private boolean ended;

  /**
   * @param window array of {@link #CAPACITY} bytes that is this source's alone
   */
  BodySource(InputStream body, byte[] window) {
    this.body = body;
    this.bytes = window;
  }

  /** Holds the kept text from 0 to {@link #kept()} and unread bytes from position to limit. */
  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** How many bytes of the body were consumed: the body position of the next one. */
  long consumed() {
    return origin + position;
  }

  /**
   * Waits for unread bytes, which may move those already there.
   *
   * @param count at most 4 KiB, or 20 KiB while no text is kept
   * @return how many bytes are unread now; less than {@code count} only at the end of the body
   */
  int require(int count) throws IOException {
    if (limit - position < count && !ended) {
      refill(count);
    }
    return limit - position;
  }

  /** The next byte, unsigned, or -1 at the end of the body. */
  int peek() throws IOException {
    return require(1) == 0 ? -1 : bytes[position] & 0xFF;
  }

  void advance(int count) {
    position += count;
  }

  int kept() {
    return kept;
  }

  /** Adds bytes of this array that were consumed after the text kept so far. */
  void keep(int from, int to) {
    if (from != kept) {
      System.arraycopy(bytes, from, bytes, kept, to - from);
    }
    kept += to - from;
  }

  /** Adds the bytes of a character that was consumed with at least as many bytes. */
  void keep(int codePoint) {
    kept = Utf8.put(codePoint, bytes, kept);
  }

  void dropKept() {
    kept = 0;
  }

  private void refill(int count) throws IOException {
    int unread = limit - position;
    System.arraycopy(bytes, position, bytes, kept, unread);
    origin += position - kept;
    position = kept;
    limit = kept + unread;
    while (limit - position < count && !ended) {
      int read = body.read(bytes, limit, CAPACITY - limit);
      if (read == 0) {
        read = readOne();
      }
      ended = read < 0;
      limit += Math.max(read, 0);
    }
  }

  /** A stream that answers 0 would be asked in a tight loop; reading one byte has to wait. */
  private int readOne() throws IOException {
    int next = body.read();
    if (next < 0) {
      return -1;
    }
    bytes[limit] = (byte) next;
    return 1;
  }
}
