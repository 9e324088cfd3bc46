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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way to the bucket. It stays in memory until it is kept, and is put with one
 * request then. Of one that is larger than a part, a part is sent whenever it is full; parts cannot
 * be read, so they are made an object when that is to be read, whose key nobody knows yet.
 */
final class S3Stage implements StagedObject {

  /** Bytes of a part; S3 takes 10,000 of them, of 5 MiB at least. */
  static final int PART = 8 * 1024 * 1024;

  /** S3 takes no smaller part but the last one. */
  static final int LEAST_PART = 5 * 1024 * 1024;

  /** What a store copies well within the time of a call, as S3Proxy does it byte by byte. */
  private static final int MOST_COPIED = 64 * 1024 * 1024;

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
  public boolean append(ObjectKey key, ByteRange range) {
    requireSound();
    long count = range.length().value();
    requireRoomFor(count);
    Optional<S3Key> source = S3Key.of(key).filter(S3Key::isAlone);
    boolean isGap = gathered.length() > 0 && gathered.length() < LEAST_PART;
    if (source.isEmpty() || count < LEAST_PART || count > MOST_COPIED || isGap) {
      return false;
    }
    broken = true;
    boolean copied = copied(source.get(), range);
    length += copied ? count : 0;
    broken = false;
    return copied;
  }

  private boolean copied(S3Key source, ByteRange range) {
    Deadline deadline = objects.deadline();
    if (gathered.length() > 0) {
      sendPart(deadline);
    }
    return begun(deadline).copy(source, range, deadline);
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

  private void requireRoomFor(long count) {
    if (count > limit - length) {
      throw new IllegalArgumentException("%d bytes, room for %d".formatted(count, limit - length));
    }
  }

  private void take(byte[] bytes, int offset, int count) {
    requireRoomFor(count);
    broken = true;
    int done = 0;
    while (done < count) {
      if (gathered.length() == PART) {
        sendPart(objects.deadline());
      }
      int some = Math.min(count - done, PART - (int) gathered.length());
      room.requireFor(gathered.length() + some, gathered.firstRoom());
      gathered.put(bytes, offset + done, some);
      done += some;
    }
    length += count;
    broken = false;
  }

  private void sendPart(Deadline deadline) {
    begun(deadline).send(gathered, deadline);
    gathered.clear();
  }

  private PartedObject begun(Deadline deadline) {
    PartedObject begun = parted;
    if (begun == null) {
      begun = objects.beginParted(shard, deadline);
      parted = begun;
    }
    return begun;
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
