package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;

/**
 * The high-water mark that is kept with the ledger, so that a ledger which is restored from a
 * backup has the mark of that backup. Each method is one atomic step, durable when it returns. Each
 * throws {@link StorageFailure.Unavailable} if it surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if it may have.
 */
public interface LedgerMark {

  /** The mark; {@link HighWaterMark#ZERO} if there never was one. */
  HighWaterMark read();

  /**
   * Raises the mark by one.
   *
   * @return the new mark, which nobody else was given
   */
  HighWaterMark advance();

  /** Raises the mark to {@code mark}; does nothing if it is there or above. */
  void raise(HighWaterMark mark);
}
