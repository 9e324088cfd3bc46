package io.piecemeal.adapters.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which records of a pack are dead. A pack cannot be changed, so this is kept beside it, in the
 * name of an empty object: a list of names tells it of all packs.
 *
 * @param bits the lowest is the first record's
 */
record DeadRecords(PackName pack, long bits) {

  private static final String INFIX = ".dead.";
  private static final Pattern NAME =
      Pattern.compile("(.*)" + Pattern.quote(INFIX) + "([0-9a-f]{16})");

  static DeadRecords none(PackName pack) {
    return new DeadRecords(pack, 0);
  }

  static DeadRecords of(PackKey dead) {
    return new DeadRecords(dead.pack(), 1L << dead.index());
  }

  /** What {@link #toString} wrote; empty for any other name. */
  static Optional<DeadRecords> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? PackName.parse(matcher.group(1))
            .map(pack -> new DeadRecords(pack, Long.parseUnsignedLong(matcher.group(2), 16)))
        : Optional.empty();
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
