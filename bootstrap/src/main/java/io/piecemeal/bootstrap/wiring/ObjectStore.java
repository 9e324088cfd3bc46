package io.piecemeal.bootstrap.wiring;

import io.piecemeal.adapters.persistence.disk.DiskChunkStore;
import io.piecemeal.adapters.s3.ObjectNames;
import io.piecemeal.adapters.s3.S3ChunkStore;
import io.piecemeal.adapters.s3.S3Location;
import io.piecemeal.adapters.s3.StoreCalls;
import io.piecemeal.adapters.s3.cache.ReadCache;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.application.port.out.StoreProvider;
import io.piecemeal.application.port.out.StoreProvider.Place;
import io.piecemeal.batching.BatchSizes;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is behind the ports for objects: one place.
 *
 * @param named empty where objects have no names that are leased
 * @param end lets go of it
 */
record ObjectStore(
    ChunkStore chunks,
    StoreHealth health,
    ObjectInventory inventory,
    Optional<NamedObjects> named,
    StoreMark mark,
    Runnable end)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);

  /**
   * @param plugins where a store is that the service does not have
   * @param patience how long a bucket is tried that cannot be reached yet
   * @param syncs is told how many objects shared a sync, where they do
   * @param calls is told of requests to a bucket, if they are followed
   * @throws StartupException if it cannot be used as it is set up
   */
  static ObjectStore of(
      Settings settings,
      Plugins plugins,
      Duration patience,
      ObjectNames names,
      BatchSizes syncs,
      Optional<StoreCalls> calls) {
    return settings
        .bucket()
        .map(bucket -> inBucket(bucket, patience, names, calls))
        .or(() -> settings.pluggedStore().map(address -> plugged(settings, plugins, address)))
        .orElseGet(() -> inFolder(settings, syncs));
  }

  private static ObjectStore inFolder(Settings settings, BatchSizes syncs) {
    DiskChunkStore store =
        new DiskChunkStore(settings.dataDirectory(), settings.minFreeDisk(), syncs);
    return new ObjectStore(
        store, store, store.inventory(), Optional.empty(), store.mark(), store::close);
  }

  private static ObjectStore inBucket(
      S3Location location, Duration patience, ObjectNames names, Optional<StoreCalls> calls) {
    S3ChunkStore store = usable(location, patience, names, calls);
    LOG.info("chunks are in {}; PIECEMEAL_MIN_FREE_DISK does not apply to it", location);
    return new ObjectStore(
        store, store, store.inventory(), Optional.of(store.named()), store.mark(), store::close);
  }

  private static ObjectStore plugged(Settings settings, Plugins plugins, URI address) {
    Place place = opened(plugins.find(address.getScheme()), address, settings.minFreeDisk());
    LOG.info("chunks are in {}, by a plug-in", address);
    return new ObjectStore(
        place.chunks(),
        place.health(),
        place.inventory(),
        Optional.empty(),
        place.mark(),
        place::close);
  }

  private static Place opened(StoreProvider provider, URI address, ByteCount minFree) {
    try {
      return provider.open(address.toString(), minFree);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "PIECEMEAL_CHUNK_STORE is %s: %s".formatted(address, e.getMessage()), e);
    } catch (StorageFailure e) {
      throw new StartupException(
          "%s cannot be used: %s; see PIECEMEAL_CHUNK_STORE".formatted(address, e.getMessage()), e);
    }
  }

  private static S3ChunkStore usable(
      S3Location location, Duration patience, ObjectNames names, Optional<StoreCalls> calls) {
    try {
      S3ChunkStore store = new S3ChunkStore(location, names, Settings.transferMemory(), calls);
      try {
        store.requireUsable(patience);
        return store;
      } catch (StorageFailure e) {
        store.close();
        throw e;
      }
    } catch (StorageFailure e) {
      throw new StartupException(
          "%s cannot be used: %s; see PIECEMEAL_CHUNK_STORE, PIECEMEAL_S3_ENDPOINT, _REGION,"
                  .formatted(location, e.getMessage())
              + " _PATH_STYLE and PIECEMEAL_START_TIMEOUT",
          e);
    }
  }

  /**
   * Where the parts of objects are kept that were read lately.
   *
   * @throws StartupException if its folder cannot be used
   */
  static ReadCache readCache(Settings settings) {
    try {
      return ReadCache.in(
          settings.dataDirectory().resolve("read-cache"), settings.readCache().orElseThrow());
    } catch (StorageFailure e) {
      throw new StartupException(e.getMessage() + "; see PIECEMEAL_READ_CACHE", e);
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
