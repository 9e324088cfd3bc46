package io.piecemeal.embedded.postgres;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** File modes, as Java wants them. */
final class Modes {

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      attribute("rwx------");
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE = attribute("rw-------");

  private Modes() {}

  /** The permissions of a Unix mode; the set-id and sticky bits are left out. */
  static Set<PosixFilePermission> of(int mode) {
    // The enum lists its constants in the order of the bits, from owner-read down to
    // others-execute.
    PosixFilePermission[] byBit = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < byBit.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(byBit[bit]);
      }
    }
    return permissions;
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
