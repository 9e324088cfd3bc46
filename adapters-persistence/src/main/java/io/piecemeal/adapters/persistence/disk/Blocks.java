package io.piecemeal.adapters.persistence.disk;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The blocks in which bytes are gathered before they are written: native memory, so that they are
 * not copied once more, and used again, since making it costs more than filling it.
 */
final class Blocks {

  /** Bytes in a block. Larger ones gain little and cost each request that is under way as much. */
  static final int SIZE = 64 * 1024;

  /** As many as are at work on a busy day; what came with a peak goes with it. */
  private static final int KEPT = 64;

  private final Queue<ByteBuffer> idle = new ArrayBlockingQueue<>(KEPT);

  /** A block that is empty; to be closed by whoever took it. */
  Block take() {
    ByteBuffer used = idle.poll();
    return new Block(used == null ? ByteBuffer.allocateDirect(SIZE) : used.clear());
  }

  /** A block in use. */
  final class Block implements AutoCloseable {

    private final ByteBuffer bytes;

    private Block(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    ByteBuffer bytes() {
      return bytes;
    }

    /** Nobody may use the bytes any more. Where enough are kept, this one is not. */
    @Override
    public void close() {
      boolean kept = idle.offer(bytes);
      assert kept || idle.size() == KEPT;
    }
  }
}
