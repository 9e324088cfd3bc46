package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.InstantSource;
import java.util.Collection;
import java.util.random.RandomGenerator;

/** Objects that have a name of their own in the bucket. */
record OwnObjects(Bucket bucket, FullStore full, InstantSource clock, RandomGenerator random) {

  /** Puts an object; it is durable on return. Its key is new, so it is put once. */
  ObjectKey put(Shard shard, Content content, Deadline deadline) {
    return full.noting(
        () -> {
          ObjectKey key = OwnKey.next(shard, clock, random);
          bucket.put(OwnKey.name(key), content, deadline);
          return key;
        });
  }

  PartedObject beginParted(Shard shard, Deadline deadline) {
    return full.noting(
        () -> PartedObject.begin(bucket, OwnKey.next(shard, clock, random), deadline));
  }

  ReadableByteChannel open(ObjectKey key, ByteRange range, Deadline deadline) {
    String name = OwnKey.name(key);
    return range.length().isZero()
        ? none(name, range, deadline)
        : RangeChannel.open(bucket, name, range, deadline);
  }

  /** S3 has no range without a byte. */
  private ReadableByteChannel none(String name, ByteRange range, Deadline deadline) {
    long length =
        bucket
            .length(name, deadline)
            .orElseThrow(
                () -> new StorageFailure.Damaged("object %s is not there".formatted(name)));
    if (length < range.end().value()) {
      throw new StorageFailure.Damaged("object %s has no %s".formatted(name, range));
    }
    return Channels.newChannel(InputStream.nullInputStream());
  }

  void delete(Collection<ObjectKey> keys) {
    bucket.delete(keys.stream().map(OwnKey::name).toList(), bucket.deadline());
  }
}
