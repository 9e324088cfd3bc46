package io.piecemeal.domain.upload;

/** Where a chunk stands in its file, as its caller says. */
public enum ChunkPosition {
  MORE_MAY_FOLLOW,
  /** It completes the file, and nobody else has more to send. */
  LAST,
  /** The same of what the holder of a ticket sends, whose own transfer is still under way. */
  LAST_OF_TRANSFER
}
