package io.piecemeal.adapters.s3;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The blocks in which bytes are gathered until they are put: native memory, so that what is
 * received does not fill the heap, and used again, since making it costs more than filling it.
 */
final class Blocks {

  /** Bytes in a block. */
  static final int SIZE = 64 * 1024;

  /** Bytes in the first block of an object that comes when others have the memory for these. */
  static final int SMALL = 16 * 1024;

  private final Kind full = new Kind(SIZE);
  private final Kind small = new Kind(SMALL);
  private final Semaphore firsts;

  /**
   * @param firstBytes so many for the first blocks of all objects together, before they are small
   */
  Blocks(long firstBytes) {
    this.firsts = new Semaphore(Math.clamp(firstBytes / SIZE, 1, Integer.MAX_VALUE));
  }

  /** An empty block for an object that has none; of {@link #SIZE} or of {@link #SMALL}. */
  ByteBuffer takeFirst() {
    return firsts.tryAcquire() ? full.take() : small.take();
  }

  /** Nobody may use the block any more, which was taken as a first one. */
  void giveBackFirst(ByteBuffer block) {
    if (block.capacity() == SIZE) {
      firsts.release();
      full.giveBack(block);
    } else {
      small.giveBack(block);
    }
  }

  /** An empty block of {@link #SIZE}. */
  ByteBuffer take() {
    return full.take();
  }

  /** Nobody may use the block any more. */
  void giveBack(ByteBuffer block) {
    full.giveBack(block);
  }

  /** Blocks of one size. */
  private static final class Kind {

    /** Idle blocks that are kept: what came with a peak goes with it. */
    private static final int KEPT = 256;

    private final int size;
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(KEPT);

    Kind(int size) {
      this.size = size;
    }

    ByteBuffer take() {
      ByteBuffer used = idle.poll();
      if (used == null) {
        return ByteBuffer.allocateDirect(size);
      }
      places.release();
      return used.clear();
    }

    void giveBack(ByteBuffer block) {
      if (places.tryAcquire()) {
        idle.add(block);
      }
    }
  }
}
