package io.piecemeal.application.scene;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A file as its caller understands it: bytes, and where the chunks end. */
final class ExpectedFile {

  private byte[] bytes = new byte[0];
  private final Deque<Integer> ends = new ArrayDeque<>();
  private boolean complete;

  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  public int chunks() {
    return ends.size();
  }

  public boolean isComplete() {
    return complete;
  }

  public void complete() {
    complete = true;
  }

  public void append(byte[] chunk) {
    int start = bytes.length;
    bytes = Arrays.copyOf(bytes, start + chunk.length);
    System.arraycopy(chunk, 0, bytes, start, chunk.length);
    ends.addLast(bytes.length);
  }

  public boolean isBoundary(int size) {
    return size == 0 || ends.contains(size);
  }

  public void rewind(int size) {
    bytes = Arrays.copyOf(bytes, size);
    while (!ends.isEmpty() && ends.getLast() > size) {
      ends.removeLast();
    }
  }

  /** Whether these bytes are there already. */
  public boolean has(int offset, byte[] chunk) {
    return offset + chunk.length <= bytes.length
        && Arrays.equals(bytes, offset, offset + chunk.length, chunk, 0, chunk.length);
  }
}
