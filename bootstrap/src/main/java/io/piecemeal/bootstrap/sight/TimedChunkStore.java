package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Timer;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Times how long objects take to come, and to become durable. */
record TimedChunkStore(ChunkStore store, Timer receive, Timer sync) implements ChunkStore {

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    long start = System.nanoTime();
    return new TimedStage(store.begin(shard, limit), start);
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return store.open(key, range);
  }

  @Override
  public Upcoming expect(ObjectKey key, ByteRange range) {
    return store.expect(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    store.delete(keys);
  }

  /** An object has come as a whole when it is read or kept first. One that broke off never has. */
  private final class TimedStage implements StagedObject {

    private final StagedObject stage;
    private final long start;
    private Progress progress = Progress.COMING;

    private enum Progress {
      COMING,
      HAS_COME
    }

    TimedStage(StagedObject stage, long start) {
      this.stage = stage;
      this.start = start;
    }

    @Override
    public OutputStream sink() {
      return stage.sink();
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      hasCome();
      return stage.open(range);
    }

    @Override
    public boolean append(ObjectKey key, ByteRange range) {
      return stage.append(key, range);
    }

    @Override
    public ObjectKey keep() {
      hasCome();
      long begin = System.nanoTime();
      try {
        return stage.keep();
      } finally {
        sync.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      }
    }

    private void hasCome() {
      if (progress == Progress.COMING) {
        progress = Progress.HAS_COME;
        receive.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public void close() {
      stage.close();
    }
  }
}
