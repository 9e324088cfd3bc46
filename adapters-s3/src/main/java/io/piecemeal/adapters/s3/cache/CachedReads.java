package io.piecemeal.adapters.s3.cache;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;

/**
 * A store whose objects are read from a cache where it has them, and put there on their way out of
 * the store where it has not. For callers that want the bytes, and not to know whether the store
 * still has them: an object that was deleted may be read until the cache forgets it.
 */
public final class CachedReads implements ChunkStore {

  private final ChunkStore store;
  private final ReadCache cache;

  public CachedReads(ChunkStore store, ReadCache cache) {
    this.store = store;
    this.cache = cache;
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    return store.begin(shard, limit);
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return new CachedChannel(cache, key, range, rest -> store.open(key, rest));
  }

  @Override
  public Upcoming expect(ObjectKey key, ByteRange range) {
    if (cache.has(key, CachedChannel.firstPart(range))) {
      return ChunkStore.super.expect(key, range);
    }
    Upcoming upcoming = store.expect(key, range);
    return new Upcoming() {
      @Override
      public ReadableByteChannel open() {
        return new CachedChannel(
            cache,
            key,
            range,
            rest -> rest.equals(range) ? upcoming.open() : store.open(key, rest));
      }

      @Override
      public void close() {
        upcoming.close();
      }
    };
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    store.delete(keys);
  }
}
