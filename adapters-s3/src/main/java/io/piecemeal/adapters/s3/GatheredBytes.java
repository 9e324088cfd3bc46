package io.piecemeal.adapters.s3;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bytes in blocks, one behind the other. For one thread at a time. */
final class GatheredBytes implements Content {

  private final Blocks blocks;
  private final List<ByteBuffer> filled = new ArrayList<>(1);
  private int length;

  GatheredBytes(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Bytes for which there is room in the first block. */
  int firstRoom() {
    if (filled.isEmpty()) {
      filled.add(blocks.takeFirst());
    }
    return filled.getFirst().capacity();
  }

  void put(byte[] bytes, int offset, int count) {
    int done = 0;
    while (done < count) {
      ByteBuffer block = blockWithRoom();
      int some = Math.min(count - done, block.remaining());
      block.put(bytes, offset + done, some);
      done += some;
    }
    length += count;
  }

  private ByteBuffer blockWithRoom() {
    if (filled.isEmpty()) {
      filled.add(blocks.takeFirst());
    } else if (!filled.getLast().hasRemaining()) {
      filled.add(blocks.take());
    }
    return filled.getLast();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return new BlockStream(filled);
  }

  /** Copies bytes from a position on, as many as there are and fit; gives their number. */
  int copy(int position, ByteBuffer target) {
    int behindFirst = position - filled.getFirst().capacity();
    ByteBuffer block = filled.get(behindFirst < 0 ? 0 : 1 + behindFirst / Blocks.SIZE);
    int start = behindFirst < 0 ? position : behindFirst % Blocks.SIZE;
    int count = Math.min(target.remaining(), block.position() - start);
    target.put(block.duplicate().flip().position(start).limit(start + count));
    return count;
  }

  /** Gives the blocks back; there are no bytes then, and others may come. */
  void clear() {
    if (!filled.isEmpty()) {
      blocks.giveBackFirst(filled.removeFirst());
    }
    filled.forEach(blocks::giveBack);
    filled.clear();
    length = 0;
  }

  /** Reads the blocks as they are when it is made. */
  private static final class BlockStream extends InputStream {

    private final List<ByteBuffer> rest;
    private int current;

    BlockStream(List<ByteBuffer> filled) {
      rest = filled.stream().map(block -> block.duplicate().flip()).toList();
    }

    @Override
    public int read() {
      ByteBuffer block = next();
      return block.hasRemaining() ? block.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      ByteBuffer block = next();
      if (!block.hasRemaining()) {
        return -1;
      }
      int count = Math.min(length, block.remaining());
      block.get(target, offset, count);
      return count;
    }

    private ByteBuffer next() {
      if (rest.isEmpty()) {
        return ByteBuffer.allocate(0);
      }
      while (!rest.get(current).hasRemaining() && current < rest.size() - 1) {
        current++;
      }
      return rest.get(current);
    }
  }
}
