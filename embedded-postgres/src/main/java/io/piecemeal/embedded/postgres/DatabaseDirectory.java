package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies where in the directory of one database.
 *
 * @param path the absolute path, without symbolic links
 */
record DatabaseDirectory(Path path) {

  private static final String TEMPORARY = "new-";
  private static final String BINARIES = "bin-";

  static DatabaseDirectory open(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(absolute, Modes.OWNER_ONLY_DIRECTORY);
    }
    return new DatabaseDirectory(absolute.toRealPath());
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path log() {
    return path.resolve("server.log");
  }

  Path cluster() {
    return path.resolve("cluster");
  }

  Path binaries(String version) {
    return path.resolve(BINARIES + version);
  }

  /**
   * Refuses a directory that an account other than root cannot use, because another one made it.
   */
  void requireUsableBy(Account account) throws IOException {
    for (Path entry : List.of(lock(), cluster())) {
      if (Files.exists(entry) && !account.isRoot()) {
        int owner = Account.ownerOf(entry).uid();
        if (owner != account.uid()) {
          throw new EmbeddedPostgresException(
              "The embedded database in %s belongs to uid %d, and this process has uid %d: start it under that account, or let root run chown -R %d %s"
                  .formatted(path, owner, account.uid(), account.uid(), path));
        }
      }
    }
  }

  /**
   * Makes a directory in which something is prepared that is then renamed into place. Its name is
   * never used again, so that a program that outlived an earlier attempt cannot write into it.
   */
  Path newTemporary() throws IOException {
    return Files.createTempDirectory(path, TEMPORARY, Modes.OWNER_ONLY_DIRECTORY);
  }

  /** Removes what interrupted starts left behind. */
  void sweep() throws IOException {
    for (Path entry : entries(TEMPORARY)) {
      try {
        FileTree.of(entry).delete();
      } catch (DirectoryNotEmptyException | NoSuchFileException _) {
        // An initdb that outlived its parent is still writing here: left for the next start.
      }
    }
  }

  /** Removes the binaries of all versions but one. No server may be running. */
  void removeBinariesExcept(Path current) throws IOException {
    for (Path entry : entries(BINARIES)) {
      if (!entry.equals(current)) {
        FileTree.of(entry).delete();
      }
    }
  }

  /**
   * Lets another account pass, but not list, this directory and the one that it lies in, if root
   * owns them: by their group where that is root's, too, so that no other account passes.
   */
  void allowPassage(Account account) throws IOException {
    for (Path folder : Stream.of(path, path.getParent()).filter(Objects::nonNull).toList()) {
      if (!account.mayEnter(folder) && Account.ownerOf(folder).isRoot()) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        if (Account.ownerOf(folder).gid() == 0) {
          Files.setAttribute(folder, "unix:gid", account.gid());
          mode.removeAll(Modes.of(0070));
          mode.add(PosixFilePermission.GROUP_EXECUTE);
        } else {
          mode.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(folder, mode);
      }
    }
  }

  /** The outermost directory on the way here that an account may not enter. */
  Optional<Path> barrierFor(Account account) throws IOException {
    for (Path folder = path.getRoot(); folder != null; folder = below(folder)) {
      if (!account.mayEnter(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** The next one on the way from the root to this directory; null behind the last. */
  private @Nullable Path below(Path folder) {
    int names = folder.getNameCount();
    return names == path.getNameCount() ? null : folder.resolve(path.getName(names));
  }

  private List<Path> entries(String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix)).toList();
    }
  }
}
