package io.piecemeal.adapters.persistence.ids;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes object keys that were never used before, on any node: UUIDs of version 7 (RFC 9562) with 48
 * bits of time in milliseconds, so that keys of a shard that are made about the same time lie
 * together in a database's index, the shard, and 62 random bits, which alone keep a key from being
 * made again: a clock that is set back does no harm.
 */
public record TimeOrderedKeys(InstantSource clock, SecureRandom random) {

  public ObjectKey next(Shard shard) {
    long high = (clock.millis() << 16) | 0x7000L | shard.number();
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new ObjectKey(new UUID(high, low));
  }
}
