package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Optional;

/**
 * The high-water mark that is kept beside the objects, so that whoever copies or loses them copies
 * or loses it too. All methods throw {@link StorageFailure}.
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
