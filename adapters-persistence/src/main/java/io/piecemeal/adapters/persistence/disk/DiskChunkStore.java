package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;

/**
 * Keeps every object as a file of its own, {@code objects/<last byte of the key>/<key>} in hex. The
 * last byte, since it is random in every kind of key while the first ones may be the time.
 */
public final class DiskChunkStore implements ChunkStore {

  private static final byte[] PROBE = "piecemeal".getBytes(StandardCharsets.UTF_8);

  private final DiskLayout layout;
  private final Syncing syncing;
  private final Watermark watermark;

  /**
   * Makes the directory and what belongs in it where that is absent.
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
    this.layout = DiskLayout.prepare(root, syncing);
    this.syncing = syncing;
    this.watermark = watermark.apply(layout);
  }

  @Override
  public void write(ObjectKey key, Content content) throws IOException {
    watermark.requireRoom();
    write(layout.object(key), content);
  }

  private void write(Path file, Content content) throws IOException {
    ObjectFile object = ObjectFile.create(file, syncing);
    try {
      try (object) {
        content.writeTo(object.sink());
        object.sync();
      }
      syncDirectory(file);
    } catch (Throwable failure) {
      removeAfter(failure, file);
      throw failure;
    }
  }

  private void syncDirectory(Path file) {
    try {
      syncing.directory(DiskLayout.directoryOf(file));
    } catch (IOException e) {
      throw DiskFailures.translated("directory of %s not synced".formatted(file.getFileName()), e);
    }
  }

  private static void removeAfter(Throwable failure, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public InputStream open(ObjectKey key, ByteRange range) {
    return RangeInputStream.open(layout.object(key), range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    for (ObjectKey key : keys) {
      delete(layout.object(key));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not deleted".formatted(file.getFileName()), e);
    }
  }

  @Override
  public void probe() {
    Path file = layout.newProbe();
    try {
      write(file, sink -> sink.write(PROBE));
      readBack(file);
    } catch (IOException e) {
      throw DiskFailures.translated("probe failed", e);
    }
    delete(file);
  }

  private static void readBack(Path file) throws IOException {
    ByteRange whole = new ByteRange(ByteCount.ZERO, new ByteCount(PROBE.length));
    try (InputStream in = RangeInputStream.open(file, whole)) {
      requireProbe(in.readAllBytes());
    } catch (Throwable failure) {
      removeAfter(failure, file);
      throw failure;
    }
  }

  private static void requireProbe(byte[] read) {
    if (!Arrays.equals(read, PROBE)) {
      throw new StorageFailure.Damaged(
          "probe reads back otherwise than it was written", new IOException("wrong bytes"));
    }
  }
}
