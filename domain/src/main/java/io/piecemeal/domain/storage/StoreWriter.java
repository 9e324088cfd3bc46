package io.piecemeal.domain.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a process's life in which it gives names to objects of a store. It has a bounded number
 * of names ({@link StoreName#COUNT}).
 *
 * @param seconds when it began, in seconds since 1970, 32 bits
 * @param random 38 bits that tell it from others that began in the same second
 */
public record StoreWriter(long seconds, long random) {

  public static final long MAX_SECONDS = (1L << 32) - 1;
  public static final long MAX_RANDOM = (1L << 38) - 1;

  private static final Pattern HEX = Pattern.compile("([0-9a-f]{8})([0-9a-f]{10})");

  public StoreWriter {
    if (seconds < 0 || seconds > MAX_SECONDS || random < 0 || random > MAX_RANDOM) {
      throw new IllegalArgumentException("no writer %x of %x".formatted(random, seconds));
    }
  }

  /** What {@link #hex} wrote; empty for anything else. */
  public static Optional<StoreWriter> parse(String hex) {
    Matcher matcher = HEX.matcher(hex);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long random = Long.parseLong(matcher.group(2), 16);
    return random > MAX_RANDOM
        ? Optional.empty()
        : Optional.of(new StoreWriter(Long.parseLong(matcher.group(1), 16), random));
  }

  /** 18 lower-case hex digits. */
  public String hex() {
    return "%08x%010x".formatted(seconds, random);
  }

  @Override
  public String toString() {
    return hex();
  }
}
