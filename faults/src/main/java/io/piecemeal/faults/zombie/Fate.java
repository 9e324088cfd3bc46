package io.piecemeal.faults.zombie;

/** What becomes of a commit that is held while others append at the same place. */
enum Fate {
  /** It is only late. */
  LATE,
  /** The database ends its connection before the commit arrives. */
  TERMINATED,
  /** The connection breaks before the commit arrives. */
  CUT_BEFORE,
  /** The commit arrives, and the connection breaks before its answer does. */
  CUT_AFTER,
  /** The service loses the connection and settles; the commit arrives after that. */
  ZOMBIE,
  /** The service loses all connections and can settle nothing; the commit arrives after that. */
  ZOMBIE_UNSETTLED
}
