package io.piecemeal.adapters.persistence.disk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one writer of segments: a process, from its first record to its end.
 *
 * @param millis when it began, in milliseconds since 1970, 48 bits
 * @param random 32 bits that tell it from others that began at the same moment
 */
record WriterId(long millis, int random) {

  private static final Pattern NAME = Pattern.compile("([0-9a-f]{12})([0-9a-f]{8})");

  /** What {@link #hex} wrote; empty for any other name. */
  static Optional<WriterId> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new WriterId(
                Long.parseLong(matcher.group(1), 16),
                Integer.parseUnsignedInt(matcher.group(2), 16)))
        : Optional.empty();
  }

  /** 20 lower-case hex digits: the name of the writer's directory. */
  String hex() {
    return "%012x%08x".formatted(millis, random);
  }
}
