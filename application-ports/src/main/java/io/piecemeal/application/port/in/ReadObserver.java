package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;

/** Who wants to know how far a call is that reads much. Is called on the thread of that call. */
@FunctionalInterface
public interface ReadObserver {

  /** For those who do not want to know. */
  ReadObserver NOBODY = (read, whole) -> {};

  /**
   * Some more was read.
   *
   * @param read how much in all; less than before where it is read from its beginning again
   * @param whole what there is to read, where that is known
   */
  void reached(ByteCount read, Optional<ByteCount> whole);
}
