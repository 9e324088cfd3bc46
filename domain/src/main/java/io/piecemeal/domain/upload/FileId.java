package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.Shard;
import java.util.Optional;

/**
 * The name a file has for its caller: 32 characters of {@code [a-z0-9]}, made of 160 bits. The
 * first 12 are the file's shard, and nearly all of the others random, so that it is unguessable.
 */
public record FileId(String value) {

  /** Random bytes that one id takes. */
  public static final int RANDOM_BYTES = 20;

  private static final int LENGTH = 32;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  public FileId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("a file id has 32 characters of [a-z0-9]");
    }
  }

  /** Reads what a caller sent; empty where it cannot be the id of any file. */
  public static Optional<FileId> parse(String text) {
    return isWellFormed(text) ? Optional.of(new FileId(text)) : Optional.empty();
  }

  /**
   * Spells 160 random bits in the alphabet of RFC 4648 section 6, in lower case.
   *
   * @throws IllegalArgumentException unless there are exactly {@value #RANDOM_BYTES} bytes
   */
  public static FileId ofRandom(byte[] bits) {
    if (bits.length != RANDOM_BYTES) {
      throw new IllegalArgumentException("a file id takes 20 random bytes, not " + bits.length);
    }
    StringBuilder text = new StringBuilder(LENGTH);
    int buffered = 0;
    int count = 0;
    for (byte b : bits) {
      buffered = (buffered << 8) | (b & 0xff);
      for (count += 8; count >= 5; count -= 5) {
        text.append(BASE32.charAt((buffered >>> (count - 5)) & 0x1f));
      }
    }
    return new FileId(text.toString());
  }

  public Shard shard() {
    return new Shard((bits(0) << 7) | (bits(1) << 2) | (bits(2) >> 3));
  }

  /** The id with the same other bits in a shard. */
  public FileId in(Shard shard) {
    int number = shard.number();
    char first = BASE32.charAt(number >> 7);
    char second = BASE32.charAt((number >> 2) & 0x1f);
    char third = BASE32.charAt(((number & 3) << 3) | (bits(2) & 7));
    return new FileId("" + first + second + third + value.substring(3));
  }

  /** Five bits; a digit that no id of ours has stands for some, too. */
  private int bits(int index) {
    char c = value.charAt(index);
    return (c >= 'a' ? c - 'a' : c - '2' + 26) & 0x1f;
  }

  private static boolean isWellFormed(String text) {
    return text.length() == LENGTH
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  @Override
  public String toString() {
    return value;
  }
}
