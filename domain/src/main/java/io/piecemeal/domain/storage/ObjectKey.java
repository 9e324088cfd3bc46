package io.piecemeal.domain.storage;

import java.util.UUID;

/**
 * The name of one immutable object that holds the bytes of one chunk. A key is used once and never
 * again, whatever became of its object; that is what makes a late writer harmless.
 *
 * <p>The 12 bits behind the UUID's version are the shard of the file that the object is part of, or
 * would be. UUIDs of the versions 4, 7 and 8 leave these bits to their maker (RFC 9562).
 */
public record ObjectKey(UUID value) {

  private static final long SHARD = Shard.COUNT - 1L;
  private static final long VERSION_7 = 7L << 12;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /**
   * A UUID of version 7 (RFC 9562): 48 bits of time, so that keys of a shard that are made about
   * the same time lie together in a database's index, the shard, and 62 random bits, which alone
   * keep a key from being made again: a clock that is set back does no harm.
   *
   * @param millis since 1970
   * @param random from a cryptographic generator
   */
  public static ObjectKey timeOrdered(Shard shard, long millis, long random) {
    UUID value = new UUID(millis << 16 | VERSION_7, VARIANT | random >>> 2);
    return new ObjectKey(value).in(shard);
  }

  public Shard shard() {
    return new Shard((int) (value.getMostSignificantBits() & SHARD));
  }

  /** The key with the same other bits in a shard. */
  public ObjectKey in(Shard shard) {
    long high = (value.getMostSignificantBits() & ~SHARD) | shard.number();
    return new ObjectKey(new UUID(high, value.getLeastSignificantBits()));
  }

  /** 32 lower-case hex digits: fit for a file name and an S3 key alike. */
  public String hex() {
    return value.toString().replace("-", "");
  }

  @Override
  public String toString() {
    return hex();
  }
}
