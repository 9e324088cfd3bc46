package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an object lies, written as a UUID of version 8 (RFC 9562, whose layout is the maker's own):
 * a holder of the key finds the bytes, on any node, without an index. An object is alone under its
 * name, or it is a record of a pack; then the key has the number of the pack's records. The shard
 * is no part of the place: a pack holds records of many shards.
 *
 * @param shard of the file that the object is part of
 * @param count of the records under the name; 1 for an object that is alone
 * @param index of the record, counted from 0
 * @param place of the record in the pack, in units of {@value #UNIT} bytes
 */
record S3Key(Shard shard, StoreName name, int count, int index, int place) {

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

  S3Key {
    if (count < 1 || count > PackName.MOST || index < 0 || index >= count) {
      throw new IllegalArgumentException("no record %d of %d".formatted(index, count));
    }
    if (place < 0 || place >= 1 << PLACE_BITS || (count == 1 && place > 0)) {
      throw new IllegalArgumentException("no record at %d of %s".formatted(place, name));
    }
  }

  static S3Key alone(Shard shard, StoreName name) {
    return new S3Key(shard, name, 1, 0, 0);
  }

  /** What {@link #toObjectKey()} wrote; empty for any other key. */
  static Optional<S3Key> of(ObjectKey key) {
    if (key.value().version() != VERSION) {
      return Optional.empty();
    }
    long high = key.value().getMostSignificantBits();
    long low = key.value().getLeastSignificantBits();
    long random = bits(high, 16, 16) << LOW_RANDOM_BITS | bits(low, RANDOM_AT, LOW_RANDOM_BITS);
    int count = (int) bits(low, COUNT_AT, COUNT_BITS) + 1;
    int index = (int) bits(low, INDEX_AT, INDEX_BITS);
    int place = (int) bits(low, 0, PLACE_BITS);
    if (index >= count || (count == 1 && place > 0)) {
      return Optional.empty();
    }
    StoreName name =
        new StoreName(
            new StoreWriter(high >>> 32, random), (int) bits(low, NUMBER_AT, NUMBER_BITS));
    return Optional.of(new S3Key(key.shard(), name, count, index, place));
  }

  private static long bits(long from, int at, int count) {
    return from >>> at & (1L << count) - 1;
  }

  ObjectKey toObjectKey() {
    long random = name.writer().random();
    long high =
        name.writer().seconds() << 32
            | random >>> LOW_RANDOM_BITS << 16
            | (long) VERSION << 12
            | shard.number();
    long low =
        VARIANT
            | bits(random, 0, LOW_RANDOM_BITS) << RANDOM_AT
            | (long) name.number() << NUMBER_AT
            | (long) (count - 1) << COUNT_AT
            | (long) index << INDEX_AT
            | place;
    return new ObjectKey(new UUID(high, low));
  }

  boolean isAlone() {
    return count == 1;
  }

  /** The pack that it is a record of. */
  PackName pack() {
    return new PackName(name, count);
  }

  /** Where the record's head begins, in bytes. */
  long start() {
    return (long) place * UNIT;
  }
}
