package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds out whether a disk keeps what is written to it, and the objects may be used. */
record DiskProbe(DiskLayout layout, FileObjects objects) {

  private static final byte[] BYTES = "piecemeal".getBytes(StandardCharsets.UTF_8);

  /**
   * @throws StorageFailure if it does not
   */
  void run() {
    layout.requireUsable();
    Path path = layout.newProbe();
    objects.finish(ObjectFile.create(path, objects.syncing()), ByteBuffer.wrap(BYTES));
    try {
      readBack(path);
    } catch (IOException e) {
      throw DiskFailures.translated("probe failed", e);
    }
    FileObjects.delete(path);
  }

  private static void readBack(Path file) throws IOException {
    ByteRange whole = new ByteRange(ByteCount.ZERO, new ByteCount(BYTES.length));
    try (InputStream in = Channels.newInputStream(RangeChannel.open(file, whole))) {
      requireEqual(in.readAllBytes());
    } catch (Throwable failure) {
      FileObjects.removeAfter(failure, file);
      throw failure;
    }
  }

  private static void requireEqual(byte[] read) {
    if (!Arrays.equals(read, BYTES)) {
      throw new StorageFailure.Damaged(
          "probe reads back otherwise than it was written", new IOException("wrong bytes"));
    }
  }
}
