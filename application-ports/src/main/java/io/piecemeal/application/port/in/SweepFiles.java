package io.piecemeal.application.port.in;

/** Frees what nobody can reach any more. Several nodes may sweep at once and share the work. */
public interface SweepFiles {

  /**
   * Does one bounded portion of the work. No bytes are removed while collection is held (see {@link
   * WatchHighWater}).
   */
  Swept sweep();

  /**
   * What one sweep did.
   *
   * @param expired files that went out of reach because their time was over
   * @param killed chunks of deleted files that are now due for removal
   * @param removed objects whose bytes were removed
   * @param purged files and idempotency keys whose last row was deleted
   */
  record Swept(int expired, int killed, int removed, int purged) {

    /** Whether there may be more to do right now. */
    public boolean didAnything() {
      return expired + killed + removed + purged > 0;
    }
  }
}
