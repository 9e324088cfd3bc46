package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.jobs.Ballast;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/**
 * Checks that nobody else can put anything into the data directory: who can, can read and replace
 * every file, and have the service write where it should not.
 */
final class DataDirectory {

  /** The directories of objects, each with directories of its own. */
  private static final List<String> OURS = List.of("objects", "segments", "probe", "read-cache");

  private final UserPrincipal user;

  private DataDirectory(UserPrincipal user) {
    this.user = user;
  }

  /**
   * Gets the directory ready for a start, where it is there.
   *
   * @throws StartupException if it may be written by others, or is no directory
   */
  static void prepare(Settings settings) {
    Path directory = settings.dataDirectory();
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new StartupException(
          "%s is no directory: name another one with %s"
              .formatted(directory, Setting.name("--data-dir")));
    }
    try {
      requireOurs(directory);
    } catch (IOException e) {
      throw new StartupException("%s cannot be checked: %s".formatted(directory, e), e);
    }
    if (settings.database().isEmpty()) {
      Ballast.of(settings).releaseIfNeeded();
    }
  }

  /**
   * @throws StartupException if the directory, one of objects in it, or a link, belongs to another
   *     user or may be written by one
   */
  static void requireOurs(Path directory) throws IOException {
    Path root = directory.toRealPath();
    if (Files.getFileAttributeView(root, PosixFileAttributeView.class) != null) {
      new DataDirectory(Owned.user(root)).check(root);
    }
  }

  private void check(Path root) throws IOException {
    requireDirectory(root);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        requireOwnLink(entry);
        if (OURS.contains(String.valueOf(entry.getFileName())) && Files.isDirectory(entry)) {
          requireDirectory(entry);
          requireDirectoriesIn(entry);
        }
      }
    }
  }

  private void requireDirectoriesIn(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        requireOwnLink(entry);
        if (Files.isDirectory(entry)) {
          requireDirectory(entry);
        }
      }
    }
  }

  /** A link that the operator made leads to another disk; one that another account made, astray. */
  private void requireOwnLink(Path entry) throws IOException {
    if (Files.isSymbolicLink(entry)) {
      UserPrincipal owner = Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS);
      if (!owner.equals(user)) {
        throw new StartupException(
            "%s is a link that %s made, and the service runs as %s: remove it, or make it as %3$s"
                .formatted(entry, owner.getName(), user.getName()));
      }
    }
  }

  private void requireDirectory(Path directory) throws IOException {
    PosixFileAttributes found = Files.readAttributes(directory, PosixFileAttributes.class);
    if (!found.owner().equals(user)) {
      throw new StartupException(
          "%s belongs to %s, and the service runs as %s: use a directory of its own, or chown it"
              .formatted(directory, found.owner().getName(), user.getName()));
    }
    if (Owned.mayBeWrittenByOthers(found)) {
      throw new StartupException(
          "%1$s may be written by other users: chmod go-w '%1$s', or use a directory below it"
              .formatted(directory));
    }
  }
}
