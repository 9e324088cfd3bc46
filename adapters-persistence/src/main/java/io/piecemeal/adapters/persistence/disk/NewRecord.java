package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.Shard;
import java.nio.ByteBuffer;

/**
 * An object that is to become a record of a segment.
 *
 * @param shard of the file that it is part of
 * @param bytes at least one; consumed
 */
record NewRecord(Shard shard, ByteBuffer bytes) {

  /** The bytes that the record takes, with its header. */
  int extent() {
    return RecordHeader.SIZE + bytes.remaining();
  }
}
