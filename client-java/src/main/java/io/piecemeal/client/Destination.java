package io.piecemeal.client;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where a download goes to. Only a file is ever replaced: a folder, a link, a pipe or a device that
 * is there is refused.
 */
final class Destination {

  private Destination() {}

  /**
   * Checks what is there before anything comes.
   *
   * @throws LocalFileException if it is no file, or is not to be replaced
   */
  static void requireFree(Path target, Existing existing) {
    requireReplaceable(target);
    if (existing == Existing.KEEP && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw there(target, new FileAlreadyExistsException(target.toString()));
    }
  }

  /**
   * Checks it once more: something may have come there meanwhile.
   *
   * @throws LocalFileException if that is no file
   */
  static void requireReplaceable(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new LocalFileException(
          "what is there is no file, and only files are replaced: %s; name another place"
              .formatted(target),
          null);
    }
  }

  static LocalFileException there(Path target, FileAlreadyExistsException e) {
    return new LocalFileException("there is a file already: " + target, e);
  }

  static LocalFileException unwritable(Path path, IOException e) {
    return new LocalFileException(
        "cannot write %s: %s".formatted(path, LocalFileException.reason(e)), e);
  }
}
