package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    S3Key place =
        S3Key.of(key)
            .orElseThrow(() -> new StorageFailure.Damaged("object %s is not there".formatted(key)));
    return place.isAlone() ? own.open(place, range, deadline) : packed.open(place, range);
  }

  Deadline deadline() {
    return own.bucket().deadline();
  }

  /** Those that are others' have no place here. */
  void delete(Collection<ObjectKey> keys) {
    Map<Boolean, List<S3Key>> places =
        keys.stream()
            .flatMap(key -> S3Key.of(key).stream())
            .collect(Collectors.partitioningBy(S3Key::isAlone));
    own.delete(places.getOrDefault(true, List.of()));
    cleaner.delete(places.getOrDefault(false, List.of()));
  }
}
