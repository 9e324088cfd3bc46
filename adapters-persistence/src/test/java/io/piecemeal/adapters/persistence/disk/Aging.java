package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

/** Gives files other times than the disk did. */
final class Aging {

  private Aging() {}

  /** Says of files that changed later that they changed now. */
  static void stamp(Path root, Instant now) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(now)) {
          Files.setLastModifiedTime(file, FileTime.from(now));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
