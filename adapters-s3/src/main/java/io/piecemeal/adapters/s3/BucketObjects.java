package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Objects in a bucket, whether they have names of their own or are records of packs. */
record BucketObjects(OwnObjects own, PackedObjects packed, PackWriter packs, PackCleaner cleaner) {

  /** Puts an object; it is durable on return. */
  ObjectKey put(Shard shard, Content content) {
    return content.length() <= PackWriter.MOST_BYTES
        ? packs.put(shard, content)
        : own.put(shard, content, deadline());
  }

  PartedObject beginParted(Shard shard, Deadline deadline) {
    return own.beginParted(shard, deadline);
  }

  ReadableByteChannel open(ObjectKey key, ByteRange range, Deadline deadline) {
    return PackKey.isOne(key) ? packed.open(key, range) : own.open(key, range, deadline);
  }

  Deadline deadline() {
    return own.bucket().deadline();
  }

  void delete(Collection<ObjectKey> keys) {
    List<ObjectKey> alone = new ArrayList<>();
    List<PackKey> together = new ArrayList<>();
    for (ObjectKey key : keys) {
      if (PackKey.isOne(key)) {
        PackKey.of(key).ifPresent(together::add);
      } else {
        alone.add(key);
      }
    }
    own.delete(alone);
    cleaner.delete(together);
  }
}
