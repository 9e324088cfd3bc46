package io.piecemeal.adapters.s3;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Which records of a pack are dead. A pack cannot be changed, so this is kept beside it, in the
 * name of an empty object: a list of names tells it of all packs.
 *
 * @param bits the lowest is the first record's
 */
record DeadRecords(PackName pack, long bits) {

  private static final String INFIX = ".dead.";
  private static final Pattern BITS = Pattern.compile("[0-9a-f]{16}");
  private static final int HEX = 16;

  static DeadRecords none(PackName pack) {
    return new DeadRecords(pack, 0);
  }

  static DeadRecords of(S3Key dead) {
    return new DeadRecords(dead.pack(), 1L << dead.index());
  }

  /** What notes among these paths say of a pack. */
  static DeadRecords noted(PackName pack, Collection<String> paths) {
    String beginning = pack + INFIX;
    return paths.stream()
        .filter(path -> path.startsWith(beginning))
        .map(path -> path.substring(beginning.length()))
        .filter(bits -> BITS.matcher(bits).matches())
        .map(bits -> new DeadRecords(pack, Long.parseUnsignedLong(bits, HEX)))
        .reduce(none(pack), DeadRecords::and);
  }

  /** These and those; of the same pack. */
  DeadRecords and(DeadRecords others) {
    return new DeadRecords(pack, bits | others.bits);
  }

  boolean has(int index) {
    return (bits >>> index & 1) == 1;
  }

  boolean areAll() {
    return Long.bitCount(bits) == pack.count();
  }

  /** The name in the bucket; it begins with the pack's. */
  @Override
  public String toString() {
    return "%s%s%016x".formatted(pack, INFIX, bits);
  }
}
