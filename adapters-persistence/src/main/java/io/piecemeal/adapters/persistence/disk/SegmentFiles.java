package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where segments are: a directory for each writer, in it its lock and its segments by number.
 *
 * <pre>
 * segments/&lt;writer&gt;/lock    locked as long as the writer lives
 * segments/&lt;writer&gt;/0000    … ffff
 * </pre>
 */
record SegmentFiles(Path root) {

  Path writer(WriterId writer) {
    return root.resolve(writer.hex());
  }

  Path segment(WriterId writer, int number) {
    return segment(writer(writer), number);
  }

  static Path segment(Path writer, int number) {
    return writer.resolve("%04x".formatted(number));
  }

  static Path lock(Path writer) {
    return writer.resolve("lock");
  }

  /** The directories of all writers that are not gone yet. */
  List<Path> writers() throws IOException {
    return list(root, "*");
  }

  /** The segments of a writer that are not gone yet. */
  static List<Path> segments(Path writer) throws IOException {
    return list(writer, "[0-9a-f][0-9a-f][0-9a-f][0-9a-f]");
  }

  private static List<Path> list(Path directory, String glob) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
      found.forEach(paths::add);
    }
    return paths;
  }
}
