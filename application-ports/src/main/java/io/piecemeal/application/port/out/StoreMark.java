package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Optional;

/**
 * The high-water mark that is kept beside the objects: a copy of them has it, and their loss loses
 * it. Each method throws {@link StorageFailure.Unavailable} if it cannot be done; a raise that
 * throws may have been made.
 */
public interface StoreMark {

  /**
   * The mark; empty if there is none.
   *
   * @throws StorageFailure.Damaged if there is something else in its place
   */
  Optional<HighWaterMark> read();

  /**
   * Sets the mark to {@code mark}; does nothing if it is there or above. Atomic, also among several
   * nodes, and durable on return.
   */
  void raise(HighWaterMark mark);
}
