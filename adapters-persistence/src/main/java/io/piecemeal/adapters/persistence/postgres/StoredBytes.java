package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.upload.Usage;

/**
 * The running totals of what owners are charged for: parts of the statements that change what there
 * is. Each adds what it changed to any of its owner's lanes, owners in the order of their names, so
 * that statements on several owners do not wait for each other in a circle.
 */
final class StoredBytes {

  /** What a row of a file is charged. */
  static final long FILE = Usage.LEAST_CHARGE.value();

  private static final int LANES = 16;

  private StoredBytes() {}

  /** What a chunk is charged whose length this expression gives. */
  static String charge(String length) {
    return "greatest(%s, %d)".formatted(length, Usage.LEAST_CHARGE.value());
  }

  /**
   * The statement that adds to the totals.
   *
   * @param changes a query for owners, each at most once, and the bytes that each has more
   */
  static String add(String changes) {
    return """
    INSERT INTO stored_bytes (owner, lane, bytes)
      SELECT change.owner, CAST(floor(random() * %d) AS smallint), change.bytes
      FROM (%s) AS change (owner, bytes) ORDER BY change.owner
      ON CONFLICT (owner, lane) DO UPDATE SET bytes = stored_bytes.bytes + EXCLUDED.bytes
    """
        .formatted(LANES, changes);
  }
}
