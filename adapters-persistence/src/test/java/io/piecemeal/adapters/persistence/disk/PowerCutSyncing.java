package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Remembers what was synced: the names in a folder as they were at its last sync, and the bytes of
 * a file as they were at its own. Nothing else survives a power cut for certain.
 */
final class PowerCutSyncing implements Syncing {

  private final Path root;
  private final Map<Object, byte[]> contents = new HashMap<>();
  private final Map<Path, Map<Path, Object>> names = new HashMap<>();

  PowerCutSyncing(Path root) {
    this.root = root;
  }

  @Override
  public synchronized void file(FileChannel file) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (Files.size(path) > 0 && isOf(file, path)) {
          contents.put(identity(path), Files.readAllBytes(path));
        }
      }
    }
  }

  /** A process locks a file through one channel at a time, however many it has of it. */
  private static boolean isOf(FileChannel file, Path path) throws IOException {
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE);
        var _ = other.lock();
        var _ = file.tryLock()) {
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public synchronized void directory(Path directory) throws IOException {
    Map<Path, Object> now = new HashMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        now.put(path, identity(path));
      }
    }
    names.put(directory, now);
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /** Makes a folder of what is left. */
  synchronized Path rest(Path copy) {
    try {
      copy(root, Files.createDirectory(copy));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Path directory, Path copy) throws IOException {
    for (Map.Entry<Path, Object> name : names.getOrDefault(directory, Map.of()).entrySet()) {
      Path target = copy.resolve(String.valueOf(name.getKey().getFileName()));
      if (Files.isDirectory(name.getKey())) {
        copy(name.getKey(), Files.createDirectory(target));
      } else {
        Files.write(target, contents.getOrDefault(name.getValue(), new byte[0]));
      }
    }
  }
}
