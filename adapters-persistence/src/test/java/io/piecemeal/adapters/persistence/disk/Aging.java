package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;

/** Makes files older than they are. */
final class Aging {

  private Aging() {}

  static void age(Path root, Duration time) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        FileTime modified = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(file, FileTime.from(modified.toInstant().minus(time)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
