package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes names that were never used before, on any node.
 *
 * <p>Objects with a file of their own have UUIDs of version 7 (RFC 9562): 48 bits of time in
 * milliseconds, so that keys of a shard that are made about the same time lie together in a
 * database's index, the shard, and 62 random bits, which alone keep it from being made again: a
 * clock that is set back does no harm.
 */
record Names(InstantSource clock, SecureRandom random) {

  static Names ofThisNode() {
    return new Names(InstantSource.system(), new SecureRandom());
  }

  ObjectKey nextFile(Shard shard) {
    long high = (clock.millis() << 16) | 0x7000L | shard.number();
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new ObjectKey(new UUID(high, low));
  }

  WriterId nextWriter() {
    return new WriterId(clock.millis(), random.nextInt(WriterId.MAX_RANDOM + 1));
  }
}
