package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to run the database of one directory. The kernel takes it back when the process ends.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * The directories that this process holds, by inode. It is asked before the lock file is opened,
   * because closing any descriptor of that file would release the lock that this process has on it.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;

  private DirectoryLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  static DirectoryLock acquire(DatabaseDirectory directory) throws IOException {
    Object key =
        Objects.requireNonNull(
            Files.readAttributes(directory.path(), BasicFileAttributes.class).fileKey());
    if (!HELD.add(key)) {
      throw taken(directory, "this process");
    }
    try {
      return new DirectoryLock(key, lock(directory));
    } catch (Throwable failure) {
      HELD.remove(key);
      throw failure;
    }
  }

  private static FileChannel lock(DatabaseDirectory directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.lock(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Modes.OWNER_ONLY_FILE);
    try {
      if (channel.tryLock() == null) {
        throw taken(directory, "another process");
      }
      return channel;
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    }
  }

  private static EmbeddedPostgresException taken(DatabaseDirectory directory, String holder) {
    return new EmbeddedPostgresException(
        "The embedded database in %s is already run by %s: stop that one, or choose another directory, or let both use one PostgreSQL server through PIECEMEAL_DATABASE_URL"
            .formatted(directory.path(), holder));
  }

  @Override
  public void close() {
    try {
      channel.close();
      HELD.remove(key);
    } catch (IOException failure) {
      throw new EmbeddedPostgresException(
          "The lock of the embedded database was not released: end this process", failure);
    }
  }
}
