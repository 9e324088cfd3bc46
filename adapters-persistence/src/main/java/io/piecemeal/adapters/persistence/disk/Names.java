package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes names that were never used before, on any node. */
record Names(InstantSource clock, SecureRandom random) {

  static Names ofThisNode() {
    return new Names(InstantSource.system(), new SecureRandom());
  }

  ObjectKey nextFile(Shard shard) {
    return ObjectKey.timeOrdered(shard, clock.millis(), random.nextLong());
  }

  WriterId nextWriter() {
    return new WriterId(clock.millis(), random.nextInt(WriterId.MAX_RANDOM + 1));
  }
}
