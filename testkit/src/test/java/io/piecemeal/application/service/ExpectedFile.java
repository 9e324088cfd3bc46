package io.piecemeal.application.service;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A file as its caller understands it: bytes, and where the chunks end. */
final class ExpectedFile {

  private byte[] bytes = new byte[0];
  private final Deque<Integer> ends = new ArrayDeque<>();
  private boolean complete;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  int chunks() {
    return ends.size();
  }

  boolean isComplete() {
    return complete;
  }

  void complete() {
    complete = true;
  }

  void append(byte[] chunk) {
    int start = bytes.length;
    bytes = Arrays.copyOf(bytes, start + chunk.length);
    System.arraycopy(chunk, 0, bytes, start, chunk.length);
    ends.addLast(bytes.length);
  }

  boolean isBoundary(int size) {
    return size == 0 || ends.contains(size);
  }

  void rewind(int size) {
    bytes = Arrays.copyOf(bytes, size);
    while (!ends.isEmpty() && ends.getLast() > size) {
      ends.removeLast();
    }
  }

  /** Whether these bytes are there already. */
  boolean has(int offset, byte[] chunk) {
    return offset + chunk.length <= bytes.length
        && Arrays.equals(bytes, offset, offset + chunk.length, chunk, 0, chunk.length);
  }
}
