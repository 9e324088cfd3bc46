package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes names that were never used before, on any node.
 *
 * <p>Objects with a file of their own have UUIDs of version 7 (RFC 9562), 48 bits of time in
 * milliseconds, so that keys made about the same time lie together in a database's index, and 74
 * random bits, which alone make it unique: a clock that is set back does no harm.
 */
record Names(InstantSource clock, SecureRandom random) {

  static Names ofThisNode() {
    return new Names(InstantSource.system(), new SecureRandom());
  }

  ObjectKey nextFile() {
    long high = (clock.millis() << 16) | 0x7000L | random.nextInt(1 << 12);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new ObjectKey(new UUID(high, low));
  }

  WriterId nextWriter() {
    return new WriterId(clock.millis(), random.nextInt());
  }
}
