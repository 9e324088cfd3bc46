package io.piecemeal.domain.upload;

/** The states in which a file is there for its owner. */
public enum Status {
  /** Chunks may still be appended and taken back. */
  UPLOADING,
  /** Immutable from now on. */
  COMPLETE
}
