package io.piecemeal.adapters.persistence.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of the trail that are full: each is named by the number of its last line. */
final class FilledFiles {

  private static final String NUMBER = "[0-9]{1,18}";

  private FilledFiles() {}

  /** The one of a trail that was filled last. */
  static Optional<Path> latest(Path trail, long below) throws IOException {
    Path folder = trail.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String name = trail.getFileName() + ".";
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .filter(file -> file.getFileName().toString().substring(name.length()).matches(NUMBER))
          .filter(file -> last(file) < below)
          .max(Comparator.comparingLong(FilledFiles::last));
    }
  }

  /** The one that was filled before the first of these, if it is beside it and none of them. */
  static Optional<Path> before(List<Path> files) throws IOException {
    Path first = files.getFirst().toAbsolutePath();
    String name = first.getFileName().toString();
    boolean filled = name.matches(".*\\." + NUMBER);
    Path trail = filled ? first.resolveSibling(name.substring(0, name.lastIndexOf('.'))) : first;
    return latest(trail, filled ? last(first) : Long.MAX_VALUE)
        .filter(file -> files.stream().noneMatch(other -> other.toAbsolutePath().equals(file)));
  }

  /** The number of the last line of a file that is full, by its name. */
  static long last(Path filled) {
    String name = filled.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
  }
}
