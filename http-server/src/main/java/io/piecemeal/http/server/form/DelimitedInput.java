package io.piecemeal.http.server.form;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body that delimiters cut into pieces, seen through a buffer of fixed size. Each byte is looked
 * at about once, however few of them one read of the body brings.
 */
final class DelimitedInput {

  private static final int CAPACITY = 16 << 10;

  /** CR and LF, which stand before each delimiter and are part of it. */
  private static final int LINE_END = 2;

  private final InputStream body;
  private final byte[] delimiter;
  private final int[] shifts;
  private final byte[] buffer = new byte[CAPACITY];

  /** The next byte to be read; at least {@link #LINE_END}, so that a line's end stays before it. */
  private int position = LINE_END;

  private int limit = LINE_END;

  /** No delimiter begins before this index. */
  private int searched;

  private boolean found;
  private boolean ended;

  DelimitedInput(InputStream body, Boundary boundary) {
    this.body = body;
    this.delimiter = boundary.delimiter();
    this.shifts = shifts(delimiter);
    // The first delimiter may be the first line, which no line's end stands before.
    buffer[0] = '\r';
    buffer[1] = '\n';
  }

  /** By which byte stands at the end of a candidate: how much further on the next one can begin. */
  private static int[] shifts(byte[] delimiter) {
    int[] shifts = new int[1 << Byte.SIZE];
    Arrays.fill(shifts, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      shifts[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
    return shifts;
  }

  /**
   * The next byte, unsigned, be it part of a delimiter or not.
   *
   * @return -1 at the end of the body
   */
  int next() throws IOException {
    searched = position;
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  /**
   * Begins a piece behind the line that was read last. A delimiter may follow at once: then the end
   * of that line is the beginning of the delimiter, and the piece is empty.
   */
  void startPiece() {
    found = false;
    searched = position - LINE_END;
    search();
  }

  /**
   * Reads bytes of the piece.
   *
   * @return how many, or -1 where the piece ends: at a delimiter, or with the body
   */
  int read(byte[] target, int offset, int count) throws IOException {
    while (position >= searched && !found) {
      if (!fill()) {
        return readRest(target, offset, count);
      }
      search();
    }
    return take(target, offset, Math.min(count, searched - position));
  }

  /** What is left when the body has ended is too short for a delimiter. */
  private int readRest(byte[] target, int offset, int count) {
    return take(target, offset, Math.min(count, limit - position));
  }

  private int take(byte[] target, int offset, int count) {
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Whether a delimiter ends the piece; if so, goes on behind it. */
  boolean passDelimiter() {
    if (found) {
      position = searched + delimiter.length;
    }
    return found;
  }

  /** Looks for the delimiter in what was not searched yet (Horspool's algorithm). */
  private void search() {
    int candidate = searched;
    while (candidate + delimiter.length <= limit && !found) {
      int end = candidate + delimiter.length;
      if (Arrays.equals(buffer, candidate, end, delimiter, 0, delimiter.length)) {
        found = true;
      } else {
        candidate += shifts[buffer[end - 1] & 0xff];
      }
    }
    searched = candidate;
  }

  /** Waits for more bytes. False at the end of the body. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (buffer.length - limit < CAPACITY / 2) {
      moveDown();
    }
    int count = body.read(buffer, limit, buffer.length - limit);
    ended = count < 0;
    limit += Math.max(count, 0);
    return !ended;
  }

  private void moveDown() {
    int from = Math.max(0, Math.min(position, searched) - LINE_END);
    System.arraycopy(buffer, from, buffer, 0, limit - from);
    position -= from;
    searched -= from;
    limit -= from;
  }
}
