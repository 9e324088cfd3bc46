package io.piecemeal.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a download goes to. Only a file is ever replaced: what is a pipe or a device is written
 * into, and a folder or a link to nothing is refused.
 */
final class Destination {

  private Destination() {}

  /** Whether it is a pipe, a terminal or another device, directly or by a link. */
  static boolean isStream(Path target) {
    try {
      return Files.readAttributes(target, BasicFileAttributes.class).isOther();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /** Opens a pipe or a device; of a pipe it waits for the reader. */
  static OutputStream open(Path stream) {
    try {
      return Files.newOutputStream(stream, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(stream, e);
    }
  }

  /**
   * The place where a file appears: where a link leads to, as {@code cp} has it, so that the link
   * stays.
   *
   * @throws LocalFileException if something is there that is not to be replaced
   */
  static Path place(Path target, Existing existing) {
    if (Files.isDirectory(target)) {
      throw new LocalFileException(
          "there is a folder already: " + target + "; name another place", null);
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return target;
    }
    if (existing == Existing.KEEP) {
      throw there(target, new FileAlreadyExistsException(target.toString()));
    }
    try {
      return Files.isSymbolicLink(target) ? target.toRealPath() : target;
    } catch (NoSuchFileException e) {
      throw new LocalFileException(target + " is a link to nothing; remove it first", e);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /**
   * Checks what has come to a place while the download went on.
   *
   * @throws LocalFileException if that is no file
   */
  static void requireReplaceable(Path place) {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new LocalFileException("what is there now is no file: " + place, null);
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
