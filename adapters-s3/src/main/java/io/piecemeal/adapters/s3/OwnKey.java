package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys of objects that have a name of their own in the bucket: UUIDs of version 7, 48 bits of time
 * and 62 random ones. The name is {@code objects/<shard>/<key>} in hex, so that a store which
 * divides its load by the beginnings of names can do so.
 */
final class OwnKey {

  static final String FOLDER = "objects/";

  private static final Pattern NAME =
      Pattern.compile(FOLDER + "[0-9a-f]{3}/([0-9a-f]{16})([0-9a-f]{16})");

  private OwnKey() {}

  static ObjectKey next(Shard shard, InstantSource clock, RandomGenerator random) {
    return ObjectKey.timeOrdered(shard, clock.millis(), random.nextLong());
  }

  static String name(ObjectKey key) {
    return FOLDER + key.shard() + "/" + key.hex();
  }

  /** What {@link #name} wrote; empty for any other name. */
  static Optional<ObjectKey> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    UUID value =
        new UUID(
            Long.parseUnsignedLong(matcher.group(1), 16),
            Long.parseUnsignedLong(matcher.group(2), 16));
    return Optional.of(new ObjectKey(value))
        .filter(key -> value.version() == 7 && name(key).equals(name));
  }
}
