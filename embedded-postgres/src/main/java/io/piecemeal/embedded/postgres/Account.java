package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A user and its group, as the kernel counts them. */
record Account(int uid, int gid) {

  private static final int ROOT = 0;
  private static final int EFFECTIVE = 2;

  /** The account whose rights this process has. */
  static Account current() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return new Account(effectiveId(status, "Uid:"), effectiveId(status, "Gid:"));
  }

  static Account ownerOf(Path path) throws IOException {
    return new Account(id(path, "unix:uid"), id(path, "unix:gid"));
  }

  /**
   * The account that root can leave its rights for: {@code postgres}, else {@code nobody}. Empty
   * where no account has a name.
   */
  static Optional<Account> unprivileged() {
    try {
      List<String> accounts = Files.readAllLines(Path.of("/etc/passwd"));
      return named("postgres", accounts).or(() -> named("nobody", accounts));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  boolean isRoot() {
    return uid == ROOT;
  }

  /** Whether the mode of a directory says so, for an account that is in no other group. */
  boolean mayEnter(Path folder) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
    Account owner = ownerOf(folder);
    if (owner.uid() == uid) {
      return mode.contains(PosixFilePermission.OWNER_EXECUTE);
    }
    return owner.gid() == gid
        ? mode.contains(PosixFilePermission.GROUP_EXECUTE)
        : mode.contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static Optional<Account> named(String name, List<String> accounts) {
    return accounts.stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 3 && fields[0].equals(name))
        .map(
            fields ->
                new Account(
                    Integer.parseUnsignedInt(fields[2]), Integer.parseUnsignedInt(fields[3])))
        .findFirst();
  }

  private static int id(Path path, String attribute) throws IOException {
    return (Integer)
        Objects.requireNonNull(Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS));
  }

  private static int effectiveId(List<String> status, String label) {
    return status.stream()
        .filter(line -> line.startsWith(label))
        .map(line -> Integer.parseUnsignedInt(line.split("\\s+", -1)[EFFECTIVE]))
        .findFirst()
        .orElseThrow();
  }
}
