package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a record of a pack lies, written as a UUID of version 8 (RFC 9562, whose layout is the
 * maker's own): a holder of the key finds the bytes, on any node, without an index, and knows how
 * many records the pack has. The shard has no part in where it lies: a pack holds records of many.
 *
 * @param shard of the file that the record is part of
 * @param pack that holds it
 * @param index of the record, counted from 0
 * @param place of the record in the pack, in units of {@value #UNIT} bytes
 */
record PackKey(Shard shard, PackName pack, int index, int place) {

  static final int UNIT = 64;

  private static final int VERSION = 8;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  // The 122 bits, from the highest on: 32 of the writer's second, 16 of its random bits, 12 of the
  // shard, 22 more of the random bits, and these.
  private static final int NUMBER_BITS = 11;
  private static final int COUNT_BITS = 6;
  private static final int INDEX_BITS = 6;
  private static final int PLACE_BITS = 17;

  private static final int INDEX_AT = PLACE_BITS;
  private static final int COUNT_AT = INDEX_AT + INDEX_BITS;
  private static final int NUMBER_AT = COUNT_AT + COUNT_BITS;
  private static final int RANDOM_AT = NUMBER_AT + NUMBER_BITS;
  private static final int LOW_RANDOM_BITS = 22;

  PackKey {
    if (index < 0 || index >= pack.count() || place < 0 || place >= 1 << PLACE_BITS) {
      throw new IllegalArgumentException("no record %d at %d of %s".formatted(index, place, pack));
    }
  }

  /** Whether a key is one of a record, if it was made here at all. */
  static boolean isOne(ObjectKey key) {
    return key.value().version() == VERSION;
  }

  /** What {@link #toObjectKey()} wrote; empty for any other key. */
  static Optional<PackKey> of(ObjectKey key) {
    if (!isOne(key)) {
      return Optional.empty();
    }
    long high = key.value().getMostSignificantBits();
    long low = key.value().getLeastSignificantBits();
    long random = bits(high, 16, 16) << LOW_RANDOM_BITS | bits(low, RANDOM_AT, LOW_RANDOM_BITS);
    int count = (int) bits(low, COUNT_AT, COUNT_BITS) + 1;
    int index = (int) bits(low, INDEX_AT, INDEX_BITS);
    if (index >= count) {
      return Optional.empty();
    }
    PackName pack =
        new PackName(high >>> 32, random, (int) bits(low, NUMBER_AT, NUMBER_BITS), count);
    return Optional.of(new PackKey(key.shard(), pack, index, (int) bits(low, 0, PLACE_BITS)));
  }

  private static long bits(long from, int at, int count) {
    return from >>> at & (1L << count) - 1;
  }

  ObjectKey toObjectKey() {
    long high =
        pack.seconds() << 32
            | pack.random() >>> LOW_RANDOM_BITS << 16
            | (long) VERSION << 12
            | shard.number();
    long low =
        VARIANT
            | bits(pack.random(), 0, LOW_RANDOM_BITS) << RANDOM_AT
            | (long) pack.number() << NUMBER_AT
            | (long) (pack.count() - 1) << COUNT_AT
            | (long) index << INDEX_AT
            | place;
    return new ObjectKey(new UUID(high, low));
  }

  /** Where the record's head begins, in bytes. */
  long start() {
    return (long) place * UNIT;
  }
}
