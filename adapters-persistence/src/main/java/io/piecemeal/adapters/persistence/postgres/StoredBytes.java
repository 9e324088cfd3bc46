package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.upload.Usage;

/**
 * The running totals of what owners are charged for: parts of the statements that change what there
 * is. Each adds what it changed to one total of each owner, owners in the order of their names, so
 * that statements on several owners do not wait for each other in a circle.
 */
final class StoredBytes {

  /** What a row of a file is charged. */
  static final long FILE = Usage.LEAST_CHARGE.value();

  private StoredBytes() {}

  /** Any of the shards of a group. */
  static final String ANY_SHARD = "(array_agg(shard))[1]";

  /** What a chunk is charged whose length this expression gives. */
  static String charge(String length) {
    return "greatest(%s, %d)".formatted(length, Usage.LEAST_CHARGE.value());
  }

  /**
   * The statement that adds to the totals.
   *
   * @param changes a query for owners, each at most once, a shard in which the owner has one of the
   *     files that change, and the bytes that the owner has more
   */
  static String add(String changes) {
    return """
    INSERT INTO stored_bytes (owner, shard, bytes)
      SELECT change.owner, change.shard, change.bytes
      FROM (%s) AS change (owner, shard, bytes) ORDER BY change.owner
      ON CONFLICT (owner, shard) DO UPDATE SET bytes = stored_bytes.bytes + EXCLUDED.bytes
    """
        .formatted(changes);
  }

  /** The same, which returns the owners. */
  static String addAndTell(String changes) {
    return add(changes) + " RETURNING stored_bytes.owner";
  }
}
