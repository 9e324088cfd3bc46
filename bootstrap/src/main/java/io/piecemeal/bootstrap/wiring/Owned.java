package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Whether code may be taken from a place: whoever can write there runs as the service. */
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
    if (!owner.equals(ROOT) && !owner.equals(user())) {
      throw new StartupException(
          "%s belongs to %s, and what is in it would run as %s: chown it"
              .formatted(path, owner, user()));
    }
    if (found.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new StartupException(
          "%1$s may be written by other users, and what is in it would run as %2$s: chmod go-w '%1$s'"
              .formatted(path, user()));
    }
  }

  private static String user() throws IOException {
    return Files.isDirectory(SELF)
        ? Files.getOwner(SELF).getName()
        : System.getProperty("user.name");
  }
}
