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

  /** Bytes in a block; each request that is under way takes one. */
  static final int SIZE = 64 * 1024;

  /** Idle blocks that are kept: what came with a peak goes with it. */
  private static final int KEPT = 256;

  private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore places = new Semaphore(KEPT);

  /** An empty block. */
  ByteBuffer take() {
    ByteBuffer used = idle.poll();
    if (used == null) {
      return ByteBuffer.allocateDirect(SIZE);
    }
    places.release();
    return used.clear();
  }

  /** Nobody may use the block any more. */
  void giveBack(ByteBuffer block) {
    if (places.tryAcquire()) {
      idle.add(block);
    }
  }
}
