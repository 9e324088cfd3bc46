package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Text that waits on the heap for its encoding. All scans share the room for it, since each caller
 * could make megabytes wait.
 */
final class HeldText implements AutoCloseable {

  private final AtomicLong room;
  private final List<byte[]> pieces = new ArrayList<>();
  private long length;

  /**
   * @param room the bytes that are left for all
   */
  HeldText(AtomicLong room) {
    this.room = room;
  }

  /** Adds a piece; false, and nothing is added, if there is no room for it. */
  boolean add(byte[] text, int from, int to) {
    int more = to - from;
    if (room.addAndGet(-more) < 0) {
      room.addAndGet(more);
      return false;
    }
    length += more;
    pieces.add(Arrays.copyOfRange(text, from, to));
    return true;
  }

  /** How many bytes are held. */
  long length() {
    return length;
  }

  /** Index of the first byte that is of one of these kinds, or -1. */
  long indexOf(int kinds) {
    long before = 0;
    for (byte[] piece : pieces) {
      int index = Alphabets.indexOf(kinds, piece, 0, piece.length);
      if (index >= 0) {
        return before + index;
      }
      before += piece.length;
    }
    return -1;
  }

  /** Gives all of it to a decoder. */
  void replay(TextDecoder decoder) throws IOException {
    for (byte[] piece : pieces) {
      decoder.decode(piece, 0, piece.length);
    }
  }

  /** Gives its room back. May be called twice. */
  @Override
  public void close() {
    room.addAndGet(length);
    length = 0;
    pieces.clear();
  }
}
