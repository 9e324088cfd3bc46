package io.piecemeal.domain.upload;

import java.util.Locale;

/**
 * What callers give, and refusals may be about. A dialect that calls one of them by another name
 * than {@link #word()} says that name in its place.
 */
public enum Input {
  /** The text of a chunk. */
  DATA,
  FILENAME,
  CONTENT_TYPE,
  /** What a client wants to be given back. */
  METADATA,
  /** How long a file is to live. */
  LIFETIME,
  IDEMPOTENCY_KEY,
  /** How many bytes a body was announced to have. */
  LENGTH,
  /** Where an import comes from. */
  URL,
  /** The files that a file is joined from. */
  PARTS,
  /** The size that a file is to be cut back to. */
  TO_SIZE,
  /** The size that a file has to have, so that it is cut back. */
  IF_SIZE;

  /** Its name in snake case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
