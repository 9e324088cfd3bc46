package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a writer lives: it holds a lock on a file of its directory, which the system takes
 * from it when its process ends, however that comes.
 */
final class WriterLock implements AutoCloseable {

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the file and locks it. */
  static WriterLock create(Path writer) throws IOException {
    FileChannel channel =
        FileChannel.open(
            SegmentFiles.lock(writer),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            DiskLayout.FILE_MODE);
    WriterLock lock = new WriterLock(channel);
    if (!lock.isFree()) {
      channel.close();
      throw new IOException("%s is locked although it was made just now".formatted(writer));
    }
    return lock;
  }

  /** Takes the lock of a writer that no longer lives; empty if it does, or has no lock yet. */
  static Optional<WriterLock> takeOver(Path writer) throws IOException {
    WriterLock lock;
    try {
      lock =
          new WriterLock(
              FileChannel.open(
                  SegmentFiles.lock(writer), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lock.isFree()) {
      return Optional.of(lock);
    }
    lock.close();
    return Optional.empty();
  }

  private boolean isFree() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by another store in this process.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
