package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Says what the bytes behind it are. A pack begins with the heads of all its records, one after the
 * other, for those who list them; and each record begins with its own.
 *
 * @param length of the record's bytes
 */
record RecordHead(ObjectKey key, int length) {

  /** In bytes. */
  static final int SIZE = 24;

  private static final int MARK = 0x504d5231;

  void writeTo(ByteBuffer target) {
    target
        .putInt(MARK)
        .putInt(length)
        .putLong(key.value().getMostSignificantBits())
        .putLong(key.value().getLeastSignificantBits());
  }

  /** Empty if there is something else. */
  static Optional<RecordHead> read(ByteBuffer source) {
    if (source.remaining() < SIZE) {
      return Optional.empty();
    }
    int mark = source.getInt();
    int length = source.getInt();
    UUID key = new UUID(source.getLong(), source.getLong());
    return mark == MARK && length >= 0
        ? Optional.of(new RecordHead(new ObjectKey(key), length))
        : Optional.empty();
  }
}
