package io.piecemeal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects that a service keeps on disk: files, and live records of segments. */
final class ObjectsOnDisk {

  private static final int HEADER = 12;
  private static final int LENGTH_AT = 4;

  private ObjectsOnDisk() {}

  /**
   * One object.
   *
   * @param position in the file, which for a file of its own is 0
   */
  record StoredObject(Path file, int position) {}

  /** All objects, and whatever else lies where they belong. */
  static Set<StoredObject> in(Path dataDirectory) {
    Set<StoredObject> objects = new HashSet<>();
    files(dataDirectory.resolve("objects"), file -> true)
        .forEach(file -> objects.add(new StoredObject(file, 0)));
    files(dataDirectory.resolve("segments"), file -> !file.endsWith("lock"))
        .forEach(segment -> objects.addAll(liveRecords(segment)));
    return Set.copyOf(objects);
  }

  /** Those of the service that all tests share. */
  static Set<StoredObject> ofTestService() {
    return in(TestService.dataDirectory());
  }

  private static Set<StoredObject> liveRecords(Path segment) {
    Set<StoredObject> records = new HashSet<>();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
      int position = 0;
      while (position < bytes.limit()) {
        if (bytes.get(position) == 'L') {
          records.add(new StoredObject(segment, position));
        }
        position += HEADER + bytes.getInt(position + LENGTH_AT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  private static Set<Path> files(Path directory, Predicate<Path> those) {
    try (Stream<Path> files = Files.walk(directory)) {
      return Set.copyOf(files.filter(Files::isRegularFile).filter(those).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
