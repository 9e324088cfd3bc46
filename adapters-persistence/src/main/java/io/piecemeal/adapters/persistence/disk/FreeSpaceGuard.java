package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a part of a disk free: a database on the same one needs room to take deletions in, and a
 * file system that is full to its last byte is slow.
 *
 * @param least the bytes that stay free; 0 for any number
 */
record FreeSpaceGuard(FreeSpace space, ByteCount least) {

  /**
   * Watches the disk that a directory lies on.
   *
   * @throws StorageFailure if that cannot be found out
   */
  static FreeSpaceGuard of(Path directory, ByteCount least, DiskCalls calls) {
    try {
      // Looked up once: finding the file system reads the table of mounts, asking it is one call.
      FileStore disk = Files.getFileStore(directory);
      return new FreeSpaceGuard(new RecentSpace(() -> usable(disk, calls)), least);
    } catch (IOException e) {
      throw DiskFailures.translated("no disk found for %s".formatted(directory), e);
    }
  }

  private static ByteCount usable(FileStore disk, DiskCalls calls) {
    return calls.make(
        () -> {
          try {
            return new ByteCount(disk.getUsableSpace());
          } catch (IOException e) {
            throw DiskFailures.translated("free space not known", e);
          }
        });
  }

  /**
   * Checks that something may be written.
   *
   * @throws StorageFailure.NoSpace if less is free than has to stay so
   */
  void requireRoom() {
    if (least.isZero()) {
      return;
    }
    ByteCount usable = usable();
    if (usable.compareTo(least) < 0) {
      throw new StorageFailure.NoSpace(
          "%s bytes free, and PIECEMEAL_MIN_FREE_DISK is %s".formatted(usable, least));
    }
  }

  private ByteCount usable() {
    try {
      return space.usable();
    } catch (IOException e) {
      throw DiskFailures.translated("free space not known", e);
    }
  }
}
