package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Where readers look for a file that is being written. An open file takes bytes wherever it is:
 * where its directory was moved away, or another file system was mounted over it, they would be
 * acknowledged and nobody could read them.
 *
 * @param identity the file system and the file in it that the path led to at the beginning
 */
record PlaceOfFile(Path path, Object identity) {

  /** The place of a file that was just made. */
  static PlaceOfFile of(Path path) throws IOException {
    return new PlaceOfFile(path, identity(path));
  }

  /** Fails where the path leads to another file by now, or to none. */
  void requireSame() throws IOException {
    if (!identity(path).equals(identity)) {
      throw new NoSuchFileException(path.toString(), null, "another file stands in its place");
    }
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey(),
        "POSIX file systems have file keys");
  }
}
