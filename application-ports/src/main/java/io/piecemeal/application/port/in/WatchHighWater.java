package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.HighWaterMark;
import java.util.Optional;

/**
 * Finds out whether the ledger is older than the objects: then it was restored from a backup, and
 * objects that it does not know may be acknowledged bytes. Nothing is collected until an operator
 * says that this is meant. All methods throw {@link io.piecemeal.domain.storage.StorageFailure}.
 */
public interface WatchHighWater {

  /** Looks at both marks. */
  Marks compare();

  /**
   * Advances both marks, if they agree and this process committed something since the last time.
   */
  Marks beat();

  /** Advances both marks if they agree. */
  Marks advance();

  /**
   * Lifts the mark beside the objects far above the ledger's: no node removes bytes any more, as if
   * the ledger were older than they are, until {@link #release}. Changes nothing where that is so.
   */
  Marks hold();

  /** Makes the marks agree: what the ledger does not know may be collected from then on. */
  Marks release();

  /**
   * Both marks at one moment.
   *
   * @param store empty if there is none beside the objects
   */
  record Marks(HighWaterMark ledger, Optional<HighWaterMark> store) {

    /**
     * Whether the ledger is known to be at least as new as the objects. Where only the ledger has a
     * mark, the one beside the objects is lost, or they are not there at all.
     */
    public Standing standing() {
      boolean agree =
          store.map(mark -> !mark.isAbove(ledger)).orElse(ledger.equals(HighWaterMark.ZERO));
      return agree ? Standing.AGREED : Standing.HELD;
    }

    /**
     * Whether the ledger has no mark and the objects have one: nothing was ever committed to it,
     * and they belong to another one.
     */
    public boolean isLedgerNew() {
      return ledger.equals(HighWaterMark.ZERO)
          && store.filter(mark -> mark.isAbove(ledger)).isPresent();
    }
  }

  /** What follows from the marks. */
  enum Standing {
    AGREED,
    /** No bytes are removed. */
    HELD
  }
}
