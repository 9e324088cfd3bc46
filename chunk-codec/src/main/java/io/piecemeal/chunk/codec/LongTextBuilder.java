package io.piecemeal.chunk.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps a string as it is read. Takes at most 64 KiB more than the text, and at most twice that.
 */
final class LongTextBuilder implements StringText {

  /** Bytes: blocks grow with the text, so that many texts take no more than one. */
  private static final int SHORTEST_BLOCK = 16 * 1024;

  private static final int LONGEST_BLOCK = 64 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private final byte[] character = new byte[Utf8.LONGEST];
  private byte[] block = new byte[SHORTEST_BLOCK];
  private int filled;
  private int before;
  private int lone = -1;

  @Override
  public void append(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (filled == block.length) {
        close(block);
        block = new byte[Math.clamp(before, SHORTEST_BLOCK, LONGEST_BLOCK)];
      }
      int count = Math.min(to - at, block.length - filled);
      System.arraycopy(bytes, at, block, filled, count);
      filled += count;
      at += count;
    }
  }

  @Override
  public void append(int codePoint) {
    append(character, 0, Utf8.put(codePoint, character, 0));
  }

  @Override
  public void appendLone(char surrogate, ChunkBodyRejected fault) {
    if (lone < 0) {
      lone = before + filled;
    }
    append(surrogate);
  }

  /** The text; nothing is to be added afterwards. */
  ChunkText text() {
    close(filled == block.length ? block : Arrays.copyOf(block, filled));
    return new LongText(List.copyOf(full), before, lone < 0 ? before : lone);
  }

  private void close(byte[] bytes) {
    full.add(bytes);
    before += filled;
    filled = 0;
  }
}
