package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Objects that are alone under their names. */
record OwnObjects(Bucket bucket, FullStore full, ObjectNames names) {

  /** Puts an object; it is durable on return. Its name is new, so it is put once. */
  ObjectKey put(Shard shard, Content content, Deadline deadline) {
    return putAll(
            name -> {
              bucket.put(ObjectPath.of(name), content, new Label.Alone(shard).metadata(), deadline);
              return List.of(S3Key.alone(shard, name).toObjectKey());
            })
        .getFirst();
  }

  /** Puts something under a new name, and says what became of it. */
  List<ObjectKey> putAll(Function<StoreName, List<ObjectKey>> put) {
    StoreName name = names.next();
    List<ObjectKey> keys;
    try {
      keys = full.noting(() -> put.apply(name));
    } catch (RuntimeException e) {
      names.left(name);
      throw e;
    }
    names.kept(name, keys);
    return keys;
  }

  PartedObject beginParted(Shard shard, Deadline deadline) {
    return full.noting(() -> PartedObject.begin(bucket, names, shard, deadline));
  }

  ReadableByteChannel open(S3Key key, ByteRange range, Deadline deadline) {
    String path = ObjectPath.of(key.name());
    return range.length().isZero()
        ? none(path, range, deadline)
        : RangeChannel.open(bucket, path, range, deadline);
  }

  /** S3 has no range without a byte. */
  private ReadableByteChannel none(String path, ByteRange range, Deadline deadline) {
    long length =
        bucket
            .look(path, deadline)
            .orElseThrow(() -> new StorageFailure.Damaged("object %s is not there".formatted(path)))
            .contentLength();
    if (length < range.end().value()) {
      throw new StorageFailure.Damaged("object %s has no %s".formatted(path, range));
    }
    return Channels.newChannel(InputStream.nullInputStream());
  }

  void delete(Collection<S3Key> keys) {
    bucket.delete(keys.stream().map(key -> ObjectPath.of(key.name())).toList(), bucket.deadline());
  }
}
