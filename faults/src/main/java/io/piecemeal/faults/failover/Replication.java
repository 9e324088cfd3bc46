package io.piecemeal.faults.failover;

/** When a commit is answered. */
public enum Replication {
  /** When it is on a standby as well. */
  SYNCHRONOUS,
  /** When it is on the primary: a failover may lose it. */
  ASYNCHRONOUS
}
