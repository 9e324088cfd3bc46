package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.util.UUID;

/**
 * Where a record lies, written as a UUID of version 8 (RFC 9562, whose layout is the maker's own):
 * a holder of the key finds the bytes, on any node, without an index. Since a place is written
 * once, a key is used once.
 *
 * <p>The 122 bits are, from the highest on: 48 of the time at which the writer began, 12 of the
 * shard, 20 that tell the writer from others, 16 of the segment, 26 of the position. The shard has
 * no part in where the record lies: one segment holds records of many. The keys of one writer and
 * shard grow, so that they lie together in a database's index.
 *
 * @param shard of the file that the record is part of
 * @param writer who wrote the segment
 * @param segment its number, counted from 0
 * @param position of the record's header in the segment, in bytes
 */
record RecordKey(Shard shard, WriterId writer, int segment, int position) {

  static final int MAX_SEGMENT = (1 << 16) - 1;
  static final int MAX_POSITION = (1 << 26) - 1;

  private static final int VERSION = 8;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  RecordKey {
    if (segment < 0 || segment > MAX_SEGMENT || position < 0 || position > MAX_POSITION) {
      throw new IllegalArgumentException("no record at %d in %d".formatted(position, segment));
    }
  }

  /** Whether a key was made by {@link #toObjectKey()}. */
  static boolean isOne(ObjectKey key) {
    return key.value().version() == VERSION;
  }

  static RecordKey of(ObjectKey key) {
    long high = key.value().getMostSignificantBits();
    long low = key.value().getLeastSignificantBits();
    return new RecordKey(
        key.shard(),
        new WriterId(high >>> 16, (int) (low >>> 42) & WriterId.MAX_RANDOM),
        (int) (low >>> 26 & MAX_SEGMENT),
        (int) low & MAX_POSITION);
  }

  ObjectKey toObjectKey() {
    long high = writer.millis() << 16 | (long) VERSION << 12 | shard.number();
    long low = VARIANT | (long) writer.random() << 42 | (long) segment << 26 | position;
    return new ObjectKey(new UUID(high, low));
  }
}
