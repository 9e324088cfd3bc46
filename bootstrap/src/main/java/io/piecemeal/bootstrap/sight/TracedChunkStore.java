package io.piecemeal.bootstrap.sight;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.telemetry.Trace;
import io.piecemeal.telemetry.Traces;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;

/** Has a span for the coming of an object, and one for its becoming durable. */
record TracedChunkStore(ChunkStore store, Traces traces) implements ChunkStore {

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    Trace receive = traces.step("receive");
    try {
      return new TracedStage(store.begin(shard, limit), receive);
    } catch (RuntimeException | Error e) {
      receive.fail(e.getClass().getSimpleName());
      receive.close();
      throw e;
    }
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

  /** Ending a span again does nothing. */
  private final class TracedStage implements StagedObject {

    private final StagedObject stage;
    private final Trace receive;

    TracedStage(StagedObject stage, Trace receive) {
      this.stage = stage;
      this.receive = receive;
    }

    @Override
    public OutputStream sink() {
      return stage.sink();
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      receive.close();
      return stage.open(range);
    }

    @Override
    public boolean append(ObjectKey key, ByteRange range) {
      return stage.append(key, range);
    }

    @Override
    public ObjectKey keep() {
      receive.close();
      Trace sync = traces.step("sync");
      try (sync;
          Trace.Place _ = sync.enter()) {
        return stage.keep();
      } catch (RuntimeException | Error e) {
        sync.fail(e.getClass().getSimpleName());
        throw e;
      }
    }

    @Override
    public void close() {
      receive.close();
      stage.close();
    }
  }
}
