package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;

/** Who can write a file or a folder. Code is taken only from where nobody else can put any. */
final class Owned {

  private static final Path SELF = Path.of("/proc/self");
  private static final String ROOT = "root";

  private Owned() {}

  /**
   * Checks that nobody can write it but the service's user and root.
   *
   * @throws StartupException if others can
   */
  static void require(Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path.toRealPath(), PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes found = view.readAttributes();
    String owner = found.owner().getName();
    String user = user(path).getName();
    if (!owner.equals(ROOT) && !owner.equals(user)) {
      throw new StartupException(
          "%s belongs to %s, and what is in it would run as %s: chown it"
              .formatted(path, owner, user));
    }
    if (mayBeWrittenByOthers(found)) {
      throw new StartupException(
          "%1$s may be written by other users, and what is in it would run as %2$s: chmod go-w '%1$s'"
              .formatted(path, user));
    }
  }

  /** Whom this process runs as, as the file system of a path calls them. */
  static UserPrincipal user(Path path) throws IOException {
    return Files.isDirectory(SELF)
        ? Files.getOwner(SELF)
        : path.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  /** Whether anybody can write it besides its owner. */
  static boolean mayBeWrittenByOthers(PosixFileAttributes attributes) {
    return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }
}
