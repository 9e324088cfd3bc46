package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import java.util.UUID;

/**
 * Where a record lies, written as a UUID of version 8 (RFC 9562, whose layout is the maker's own):
 * a holder of the key finds the bytes, on any node, without an index. Since a place is written
 * once, a key is used once.
 *
 * <p>The 122 bits are, from the highest on: 80 of the writer, 16 of the segment, 26 of the
 * position. The keys of one writer grow, so that they lie together in a database's index.
 *
 * @param writer who wrote the segment
 * @param segment its number, counted from 0
 * @param position of the record's header in the segment, in bytes
 */
record RecordKey(WriterId writer, int segment, int position) {

  static final int MAX_SEGMENT = (1 << 16) - 1;
  static final int MAX_POSITION = (1 << 26) - 1;

  private static final int VERSION = 8;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int RANDOM_LOW_BITS = 20;

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
    int random = (int) ((high & 0xfff) << RANDOM_LOW_BITS | (low >>> 42 & 0xf_ffff));
    return new RecordKey(
        new WriterId(high >>> 16, random),
        (int) (low >>> 26 & MAX_SEGMENT),
        (int) low & MAX_POSITION);
  }

  ObjectKey toObjectKey() {
    long random = Integer.toUnsignedLong(writer.random());
    long high = writer.millis() << 16 | (long) VERSION << 12 | random >>> RANDOM_LOW_BITS;
    long low = VARIANT | (random & 0xf_ffff) << 42 | (long) segment << 26 | position;
    return new ObjectKey(new UUID(high, low));
  }
}
