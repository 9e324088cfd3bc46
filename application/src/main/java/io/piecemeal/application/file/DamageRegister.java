package io.piecemeal.application.file;

import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.domain.upload.StoredFile;

/**
 * Marks files whose bytes are missing or wrong. Not while the high-water marks disagree: then it is
 * the store as a whole that is not the one which the ledger describes, such as a folder that is not
 * mounted, and marking every file would outlast its return.
 */
public final class DamageRegister {

  private final DamageMarks marks;
  private final WatchHighWater highWater;

  public DamageRegister(DamageMarks marks, WatchHighWater highWater) {
    this.marks = marks;
    this.highWater = highWater;
  }

  /** Whether the damage is real, as far as can be told: what was removed by right is none. */
  public boolean report(StoredFile file) {
    return switch (highWater.compare().standing()) {
      case AGREED -> marks.markDamaged(file);
      case HELD -> true;
    };
  }

  /** Takes the mark from a file that was read and found whole. */
  public void clear(StoredFile file) {
    marks.markWhole(file);
  }
}
