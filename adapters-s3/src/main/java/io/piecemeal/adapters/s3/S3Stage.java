package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way to the bucket. It stays in memory until it is kept, and is put with one
 * request then. Of one that is larger than a part, a part is sent whenever it is full; parts cannot
 * be read, so they are made an object when that is to be read, whose key nobody knows yet.
 */
final class S3Stage implements StagedObject {

  /** Bytes of a part; S3 takes 10,000 of them, of 5 MiB at least. */
  static final int PART = 8 * 1024 * 1024;

  private final BucketObjects objects;
  private final Shard shard;
  private final Room room;
  private final GatheredBytes gathered;
  private final Sink sink = new Sink();
  private final long limit;
  private long length;
  private @Nullable PartedObject parted;
  private boolean broken;
  private boolean ended;

  S3Stage(BucketObjects objects, Shard shard, ByteCount limit, Blocks blocks, Budget budget) {
    this.objects = objects;
    this.shard = shard;
    this.limit = limit.value();
    this.room = new Room(budget, this.limit);
    this.gathered = new GatheredBytes(blocks);
  }

  @Override
  public OutputStream sink() {
    return sink;
  }

  @Override
  public ReadableByteChannel open(ByteRange range) {
    requireSound();
    PartedObject begun = parted;
    if (begun == null) {
      return new GatheredChannel(gathered, range);
    }
    broken = true;
    Deadline deadline = objects.deadline();
    begun.complete(gathered, deadline);
    release();
    broken = false;
    return objects.open(begun.key().toObjectKey(), range, deadline);
  }

  @Override
  public ObjectKey keep() {
    requireSound();
    broken = true;
    try {
      ObjectKey key = kept();
      ended = true;
      return key;
    } finally {
      release();
    }
  }

  private ObjectKey kept() {
    PartedObject begun = parted;
    if (begun == null) {
      return objects.put(shard, gathered);
    }
    Deadline deadline = objects.deadline();
    begun.complete(gathered, deadline);
    return begun.keep(deadline);
  }

  private void requireSound() {
    if (ended || broken) {
      throw new IllegalStateException("only an object that was written without a failure is kept");
    }
  }

  private void release() {
    gathered.clear();
    room.close();
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    release();
    if (parted != null) {
      parted.abandon();
    }
  }

  private void take(byte[] bytes, int offset, int count) {
    if (count > limit - length) {
      throw new IllegalArgumentException("%d bytes, room for %d".formatted(count, limit - length));
    }
    broken = true;
    int done = 0;
    while (done < count) {
      if (gathered.length() == PART) {
        sendPart();
      }
      int some = Math.min(count - done, PART - (int) gathered.length());
      room.requireFor(gathered.length() + some);
      gathered.put(bytes, offset + done, some);
      done += some;
    }
    length += count;
    broken = false;
  }

  private void sendPart() {
    Deadline deadline = objects.deadline();
    if (parted == null) {
      parted = objects.beginParted(shard, deadline);
    }
    parted.send(gathered, deadline);
    gathered.clear();
  }

  private final class Sink extends OutputStream {

    @Override
    public void write(int b) {
      take(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) {
      take(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      Objects.checkFromIndexSize(offset, count, bytes.length);
      take(bytes, offset, count);
    }
  }
}
