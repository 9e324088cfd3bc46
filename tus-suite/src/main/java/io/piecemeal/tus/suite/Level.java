package io.piecemeal.tus.suite;

/** How much the protocol wants something. */
public enum Level {
  MUST,
  SHOULD,
  /** The protocol's text leaves it open, and clients fare better with it. */
  HELPS
}
