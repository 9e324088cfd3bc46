package io.piecemeal.adapters.persistence.disk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one writer of segments: a process, from its first record to its end.
 *
 * @param millis when it began, in milliseconds since 1970, 48 bits
 * @param random 20 bits that tell it from others that began at the same moment
 */
record WriterId(long millis, int random) {

  static final int MAX_RANDOM = (1 << 20) - 1;

  private static final Pattern NAME = Pattern.compile("([0-9a-f]{12})([0-9a-f]{5})");

  /** What {@link #hex} wrote; empty for any other name. */
  static Optional<WriterId> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new WriterId(
                Long.parseLong(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16)))
        : Optional.empty();
  }

  /** 17 lower-case hex digits: the name of the writer's directory. */
  String hex() {
    return "%012x%05x".formatted(millis, random);
  }
}
