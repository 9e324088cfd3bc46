package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.batching.BatchSizes;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps objects of up to {@value Blocks#SIZE} bytes, and mostly also up to {@value Blocks#LARGE},
 * as records of segments that all requests share, and larger ones as files of their own, {@code
 * objects/<last byte of the key>/<key>} in hex: the last byte, since it is random in every key
 * while the first ones are the time.
 */
public final class DiskChunkStore implements ChunkStore, StoreHealth, AutoCloseable {

  /** Calls for objects at once. A disk gains nothing by more, and more than these never hang. */
  private static final int THREADS = 64;

  private static final int DELETED_AT_ONCE = 100;

  private final DiskCalls calls;

  /** Has threads of its own, so that a probe that hangs again and again leaves those of objects. */
  private final DiskCalls probes = new DiskCalls(2);

  private final GuardedSyncing syncing;
  private final DiskLayout layout;
  private final Blocks blocks = new Blocks(Runtime.getRuntime().maxMemory());
  private final Names names;
  private final FileObjects large;
  private final SmallObjects small;
  private final DiskProbe probe;
  private final FreeSpaceGuard watermark;

  /**
   * Makes the directory and what belongs in it where that is absent, and removes segments of
   * earlier processes that nobody needs.
   *
   * @param minFree no object is begun while fewer bytes than these are free on the disk; 0 for any
   * @throws StorageFailure if that fails
   * @throws IllegalStateException if another version of this class left its objects there
   */
  public DiskChunkStore(Path root, ByteCount minFree) {
    this(root, minFree, BatchSizes.UNWATCHED);
  }

  /**
   * The same.
   *
   * @param syncs is told how many objects shared a sync
   */
  public DiskChunkStore(Path root, ByteCount minFree, BatchSizes syncs) {
    this(root, new KernelSyncing(), minFree, new DiskCalls(THREADS), syncs);
  }

  private DiskChunkStore(
      Path root, Syncing syncing, ByteCount minFree, DiskCalls calls, BatchSizes syncs) {
    this(root, syncing, layout -> FreeSpaceGuard.of(layout.root(), minFree, calls), calls, syncs);
  }

  DiskChunkStore(Path root, Syncing syncing, FreeSpaceGuard watermark) {
    this(root, syncing, watermark, new DiskCalls(THREADS));
  }

  DiskChunkStore(Path root, Syncing syncing, FreeSpaceGuard watermark, DiskCalls calls) {
    this(root, syncing, layout -> watermark, calls, BatchSizes.UNWATCHED);
  }

  /** The disk is known only once the directory is there. */
  private DiskChunkStore(
      Path root,
      Syncing syncing,
      Function<DiskLayout, FreeSpaceGuard> watermark,
      DiskCalls calls,
      BatchSizes syncs) {
    this.calls = calls;
    layout = DiskLayout.prepare(root, syncing);
    this.syncing = new GuardedSyncing(syncing);
    this.watermark = watermark.apply(layout);
    names = Names.ofThisNode();
    large = new FileObjects(layout, this.syncing);
    small =
        SmallObjects.in(
            layout.segments(), this.syncing, calls, names, RecordKey.MAX_POSITION, syncs);
    probe = new DiskProbe(layout, large);
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    syncing.requireTrust();
    watermark.requireRoom();
    GatheringSink sink = new GatheringSink(blocks, calls, limit, () -> file(shard));
    return new DiskStage(shard, small, large, calls, sink);
  }

  private LargeObject file(Shard shard) {
    return calls.make(
        () -> large.begin(names.nextFile(shard)),
        late -> late.ifPresent(begun -> large.abandon(begun.file())));
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    RangeChannel channel =
        calls.make(
            () -> RecordKey.isOne(key) ? small.open(key, range) : large.open(key, range),
            late -> late.ifPresent(RangeChannel::close));
    return new TimedChannel(channel, calls);
  }

  @Override
  public void delete(Collection<ObjectKey> dead) {
    List<ObjectKey> keys = List.copyOf(dead);
    for (int start = 0; start < keys.size(); start += DELETED_AT_ONCE) {
      int end = Math.min(start + DELETED_AT_ONCE, keys.size());
      List<ObjectKey> some = keys.subList(start, end);
      calls.run(() -> deleteNow(some));
    }
  }

  private void deleteNow(List<ObjectKey> dead) {
    small.delete(dead.stream().filter(RecordKey::isOne).toList());
    dead.stream().filter(key -> !RecordKey.isOne(key)).forEach(large::delete);
  }

  @Override
  public void requireRoom() {
    watermark.requireRoom();
  }

  @Override
  public void probe() {
    syncing.requireTrust();
    probes.run(probe::run);
  }

  /** Lists what is in the store. */
  public ObjectInventory inventory() {
    ObjectInventory disk =
        new DiskObjectInventory(
            new ListedFiles(layout), new ListedRecords(layout.segments()), InstantSource.system());
    return (after, age, limit) -> calls.make(() -> disk.list(after, age, limit));
  }

  /** The mark beside the objects. */
  public StoreMark mark() {
    return new DiskStoreMark(layout.root(), syncing, new DiskCalls(2));
  }

  /** Ends the writing of segments; nothing may be written after it. */
  @Override
  public void close() {
    small.close();
  }
}
