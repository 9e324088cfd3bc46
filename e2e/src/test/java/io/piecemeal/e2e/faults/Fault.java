package io.piecemeal.e2e.faults;

/** How a call of the outside world fails. */
enum Fault {
  /** Nothing is done, as with a broken disk (EIO). */
  INPUT_OUTPUT_ERROR,
  /** Nothing is done, for want of room (ENOSPC). */
  NO_SPACE,
  /** Done, and reported as failed. */
  FAILED_AFTERWARDS,
  /** Half of the bytes are written, which is no failure. Only where bytes are written. */
  SHORT_WRITE,
  /** Half of the bytes are written, and then the disk is full. Only where bytes are written. */
  HALF_AND_NO_SPACE,
  /** The connection is cut before the server gets the call. */
  CUT_BEFORE,
  /** The connection is cut after the server did what it was called for. */
  CUT_AFTER,
  /** Rolled back to let another transaction go first (SQL state 40001). */
  CONFLICT
}
