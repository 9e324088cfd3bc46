package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Objects that are files of their own, and what goes on around each of them. */
record FileObjects(DiskLayout layout, Syncing syncing) {

  private static final Logger LOG = LoggerFactory.getLogger(FileObjects.class);

  /** A disk that fails does so for each request. */
  private static final RareLines LINES = new RareLines(Duration.ofSeconds(10), 20);

  LargeObject begin(ObjectKey key) {
    return new LargeObject(key, ObjectFile.create(layout.object(key), syncing));
  }

  /** Adds the last bytes, makes the file durable and closes it; removes it if that fails. */
  void finish(ObjectFile file, ByteBuffer lastBytes) {
    try {
      try (file) {
        file.write(lastBytes);
        file.sync();
      }
      syncDirectory(file.path());
    } catch (Throwable failure) {
      removeAfter(failure, file.path());
      throw failure;
    }
  }

  /** Closes and removes a file that is not needed; what cannot be removed is left. */
  void abandon(ObjectFile file) {
    try {
      closeAndRemove(file);
    } catch (IOException | RuntimeException e) {
      leave(file, e);
    }
  }

  /** In this order: a sync that is under way must not miss its file. */
  private static void closeAndRemove(ObjectFile file) throws IOException {
    try {
      file.close();
    } catch (RuntimeException e) {
      removeAfter(e, file.path());
      throw e;
    }
    Files.deleteIfExists(file.path());
  }

  /** Says that a file may be left, for the collector. */
  static void leave(ObjectFile file, Exception failure) {
    LOG.debug("object {} was not put away", file.path().getFileName(), failure);
    if (LINES.admit(Reasons.kind(failure), System.nanoTime()).isPresent()) {
      LOG.warn(
          "object {} was not put away, and maybe others: {}",
          file.path().getFileName(),
          Reasons.of(failure));
    }
  }

  private void syncDirectory(Path file) {
    try {
      syncing.directory(DiskLayout.directoryOf(file));
    } catch (IOException e) {
      throw DiskFailures.translated("directory of %s not synced".formatted(file.getFileName()), e);
    }
  }

  static void removeAfter(Throwable failure, Path file) {
    Cleanup.after(failure, () -> Files.deleteIfExists(file));
  }

  RangeChannel open(ObjectKey key, ByteRange range) {
    return RangeChannel.open(layout.object(key), range);
  }

  void delete(ObjectKey key) {
    delete(layout.object(key));
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not deleted".formatted(file.getFileName()), e);
    }
  }
}
