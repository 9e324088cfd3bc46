package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * An object on its way to a disk. A small one stays in memory until it is kept, so that nobody's
 * segment holds anything of it; a large one is in a file of its own, whose name is not durable yet.
 */
final class DiskStage implements StagedObject {

  private final Shard shard;
  private final SmallObjects small;
  private final FileObjects large;
  private final DiskCalls calls;
  private final GatheringSink sink;
  private boolean ended;

  DiskStage(
      Shard shard, SmallObjects small, FileObjects large, DiskCalls calls, GatheringSink sink) {
    this.shard = shard;
    this.small = small;
    this.large = large;
    this.calls = calls;
    this.sink = sink;
  }

  @Override
  public OutputStream sink() {
    return sink;
  }

  @Override
  public ReadableByteChannel open(ByteRange range) {
    Optional<LargeObject> begun = sink.object();
    if (begun.isEmpty()) {
      return new BlockChannel(part(sink.rest(), range));
    }
    sink.spillRest();
    RangeChannel channel =
        calls.make(
            () -> large.open(begun.get().key(), range),
            late -> late.ifPresent(RangeChannel::close));
    return new TimedChannel(channel, calls);
  }

  private static ByteBuffer part(ByteBuffer bytes, ByteRange range) {
    return bytes.slice(
        Math.toIntExact(range.start().value()), Math.toIntExact(range.length().value()));
  }

  @Override
  public ObjectKey keep() {
    if (ended || sink.isBroken()) {
      throw new IllegalStateException("only an object that was written without a failure is kept");
    }
    try {
      return sink.object().map(this::keepFile).orElseGet(() -> small.write(shard, sink.rest()));
    } catch (StorageFailure e) {
      if (DiskCalls.isUnderWayAfter(e)) {
        sink.forfeit();
      }
      throw e;
    } finally {
      ended = true;
      sink.close();
    }
  }

  /** Removes the file if that fails. */
  private ObjectKey keepFile(LargeObject object) {
    ByteBuffer rest = sink.rest();
    return calls.make(
        () -> {
          large.finish(object.file(), rest);
          return object.key();
        },
        late -> late.ifPresent(large::delete));
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    sink.object().ifPresent(this::abandon);
    sink.close();
  }

  /** On another thread, since a write that has not returned holds up the closing of its file. */
  private void abandon(LargeObject object) {
    try {
      calls.run(() -> large.abandon(object.file()));
    } catch (StorageFailure e) {
      FileObjects.leave(object.file(), e);
    }
  }
}
