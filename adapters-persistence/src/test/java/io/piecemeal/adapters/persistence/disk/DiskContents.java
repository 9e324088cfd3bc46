package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is in the folder of a store, and what a process has open of it. */
final class DiskContents {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private DiskContents() {}

  /** What this process has open below a folder, on systems that tell. */
  static List<Path> open(Path root) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.flatMap(DiskContents::target).filter(file -> file.startsWith(root)).toList();
    }
  }

  private static Stream<Path> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (NoSuchFileException e) {
      // Closed by now, as the one that lists them is.
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  /** Files in which there are objects, or will be. */
  static List<Path> objects(Path root) {
    try {
      List<Path> objects = new ArrayList<>(files(root.resolve("objects")));
      files(root.resolve("segments")).stream()
          .filter(file -> !file.endsWith("lock"))
          .forEach(objects::add);
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts its file short, or spoils its header where others are in the same file. */
  static void damage(Path root, ObjectKey key) {
    try {
      spoil(root, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void spoil(Path root, ObjectKey key) throws IOException {
    DiskLayout layout = new DiskLayout(root);
    if (RecordKey.isOne(key)) {
      RecordKey record = RecordKey.of(key);
      Path segment = layout.segments().segment(record.writer(), record.segment());
      try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1}), record.position() + 5);
      }
    } else {
      try (FileChannel channel = FileChannel.open(layout.object(key), StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() / 2);
      }
    }
  }

  /** Those of them that are in nobody's hands. */
  static List<Path> keptObjects(Path disk) {
    try {
      List<Path> begun = open(disk.resolve("objects"));
      return objects(disk).stream().filter(file -> !begun.contains(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
