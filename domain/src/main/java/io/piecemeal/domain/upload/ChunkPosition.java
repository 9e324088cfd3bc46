package io.piecemeal.domain.upload;

/** Where a chunk stands in its file, as its caller says. */
public enum ChunkPosition {
  MORE_MAY_FOLLOW,
  LAST
}
