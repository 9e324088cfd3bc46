package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.StorageFailure;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps objects of up to {@value Blocks#SIZE} bytes, and mostly also up to {@value Blocks#LARGE},
 * as records of segments that all requests share, and larger ones as files of their own, {@code
 * objects/<last byte of the key>/<key>} in hex: the last byte, since it is random in every key
 * while the first ones are the time.
 */
public final class DiskChunkStore implements ChunkStore, AutoCloseable {

  private final GuardedSyncing syncing;
  private final DiskLayout layout;
  private final Blocks blocks = new Blocks();
  private final Names names;
  private final FileObjects large;
  private final SmallObjects small;
  private final DiskProbe probe;
  private final Watermark watermark;

  /**
   * Makes the directory and what belongs in it where that is absent, and removes segments of
   * earlier processes that nobody needs.
   *
   * @param minFree no object is begun while fewer bytes than these are free on the disk; 0 for any
   * @throws StorageFailure if that fails
   * @throws IllegalStateException if another version of this class left its objects there
   */
  public DiskChunkStore(Path root, ByteCount minFree) {
    this(root, new KernelSyncing(), layout -> Watermark.of(layout.root(), minFree));
  }

  DiskChunkStore(Path root, Syncing syncing, Watermark watermark) {
    this(root, syncing, layout -> watermark);
  }

  /** The disk is known only once the directory is there. */
  private DiskChunkStore(Path root, Syncing syncing, Function<DiskLayout, Watermark> watermark) {
    layout = DiskLayout.prepare(root, syncing);
    this.syncing = new GuardedSyncing(syncing);
    this.watermark = watermark.apply(layout);
    names = Names.ofThisNode();
    large = new FileObjects(layout, this.syncing);
    small = SmallObjects.in(layout.segments(), this.syncing, names, RecordKey.MAX_POSITION);
    probe = new DiskProbe(layout, large);
  }

  @Override
  public ObjectKey write(Content content) throws IOException {
    syncing.requireTrust();
    watermark.requireRoom();
    try (GatheringSink sink = new GatheringSink(blocks, () -> large.begin(names.nextFile()))) {
      fill(sink, content);
      Optional<LargeObject> begun = sink.object();
      if (begun.isEmpty()) {
        return small.write(sink.rest());
      }
      large.finish(begun.get().file(), sink.rest());
      return begun.get().key();
    }
  }

  private void fill(GatheringSink sink, Content content) throws IOException {
    try {
      content.writeTo(sink);
    } catch (Throwable failure) {
      sink.object().ifPresent(begun -> large.abandon(begun.file(), failure));
      throw failure;
    }
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return RecordKey.isOne(key) ? small.open(key, range) : large.open(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> dead) {
    small.delete(dead.stream().filter(RecordKey::isOne).toList());
    dead.stream().filter(key -> !RecordKey.isOne(key)).forEach(large::delete);
  }

  @Override
  public void probe() {
    syncing.requireTrust();
    probe.run();
  }

  /** Lists what is in the store. */
  public ObjectInventory inventory() {
    return new DiskObjectInventory(
        new ListedFiles(layout), new ListedRecords(layout.segments()), InstantSource.system());
  }

  /** The mark beside the objects. */
  public StoreMark mark() {
    return new DiskStoreMark(layout.root(), syncing);
  }

  /** Ends the writing of segments; nothing may be written after it. */
  @Override
  public void close() {
    small.close();
  }
}
