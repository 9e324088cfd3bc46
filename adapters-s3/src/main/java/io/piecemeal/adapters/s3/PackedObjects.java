package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads objects that are records of packs. */
record PackedObjects(Bucket bucket) {

  /** Since the head is read from what was opened, which may take as long again. */
  private static final Duration LIMIT = Duration.ofSeconds(7);

  /** With one request: a record is small, so what comes before the range is read and left. */
  ReadableByteChannel open(S3Key place, ByteRange range) {
    ByteRange bytes =
        new ByteRange(
            new ByteCount(place.start()), new ByteCount(RecordHead.SIZE + range.end().value()));
    RangeChannel channel = open(place.pack(), bytes);
    try {
      requireRecord(channel, place.toObjectKey(), range);
      channel.readFully(new byte[Math.toIntExact(range.start().value())]);
      return channel;
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private RangeChannel open(PackName pack, ByteRange range) {
    Deadline deadline = bucket.patience().deadline(LIMIT);
    return RangeChannel.open(bucket, pack.toString(), range, deadline);
  }

  /**
   * What a pack holds, dead or not.
   *
   * @throws StorageFailure.Damaged if there is no such pack, or it holds something else
   */
  List<RecordHead> heads(PackName pack) {
    byte[] bytes = new byte[pack.count() * RecordHead.SIZE];
    ByteRange beginning = new ByteRange(ByteCount.ZERO, new ByteCount(bytes.length));
    try (RangeChannel channel = open(pack, beginning)) {
      channel.readFully(bytes);
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    List<RecordHead> heads = new ArrayList<>(pack.count());
    for (int i = 0; i < pack.count(); i++) {
      heads.add(
          RecordHead.read(source)
              .orElseThrow(
                  () -> new StorageFailure.Damaged("%s holds no records".formatted(pack))));
    }
    return heads;
  }

  private static void requireRecord(RangeChannel channel, ObjectKey key, ByteRange range) {
    byte[] head = new byte[RecordHead.SIZE];
    channel.readFully(head);
    boolean there =
        RecordHead.read(ByteBuffer.wrap(head))
            .filter(found -> found.key().equals(key))
            .filter(found -> range.end().value() <= found.length())
            .isPresent();
    if (!there) {
      throw new StorageFailure.Damaged("object %s has no %s".formatted(key, range));
    }
  }
}
