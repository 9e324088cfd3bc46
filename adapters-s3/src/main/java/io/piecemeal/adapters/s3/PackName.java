package io.piecemeal.adapters.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a pack. Its writer is a part of a process's life: it ends after {@value #PACKS} packs.
 *
 * @param seconds when the writer began, in seconds since 1970, 32 bits
 * @param random 38 bits that tell the writer from others that began in the same second
 * @param number of the pack, counted by its writer from 0
 * @param count of its records, from 1 to {@value #MOST}
 */
record PackName(long seconds, long random, int number, int count) {

  static final int MOST = 64;
  static final int PACKS = 1 << 11;
  static final long MAX_SECONDS = (1L << 32) - 1;
  static final long MAX_RANDOM = (1L << 38) - 1;
  static final String FOLDER = "packs/";

  private static final Pattern NAME =
      Pattern.compile(
          FOLDER + "[0-9a-f]{3}/([0-9a-f]{8})([0-9a-f]{10})-([0-9a-f]{3})-([0-9a-f]{2})");

  PackName {
    if (seconds < 0 || seconds > MAX_SECONDS || random < 0 || random > MAX_RANDOM) {
      throw new IllegalArgumentException("no writer %x of %x".formatted(random, seconds));
    }
    if (number < 0 || number >= PACKS || count < 1 || count > MOST) {
      throw new IllegalArgumentException("no pack %d of %d records".formatted(number, count));
    }
  }

  /** What {@link #toString} wrote; empty for any other name. */
  static Optional<PackName> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long random = Long.parseLong(matcher.group(2), 16);
    int number = Integer.parseInt(matcher.group(3), 16);
    int count = Integer.parseInt(matcher.group(4), 16);
    if (random > MAX_RANDOM || number >= PACKS || count < 1 || count > MOST) {
      return Optional.empty();
    }
    PackName pack = new PackName(Long.parseLong(matcher.group(1), 16), random, number, count);
    return Optional.of(pack).filter(found -> found.toString().equals(name));
  }

  /** The name in the bucket: packs that follow each other lie apart, for stores that divide so. */
  @Override
  public String toString() {
    return "%s%03x/%08x%010x-%03x-%02x"
        .formatted(FOLDER, (random + number) & 0xfff, seconds, random, number, count);
  }
}
