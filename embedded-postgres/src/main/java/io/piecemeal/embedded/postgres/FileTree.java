package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with all that is below it. Symbolic links are not followed. */
record FileTree(Path root) {

  static FileTree of(Path root) {
    return new FileTree(root);
  }

  /** Does nothing if it is absent. */
  void delete() throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : childrenFirst()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Changes the owner. The root comes last, so that its owner tells whether the change is complete.
   */
  void giveTo(Account account) throws IOException {
    for (Path path : childrenFirst()) {
      Files.setAttribute(path, "unix:gid", account.gid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", account.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Renames the tree, durably: after a crash of the machine it is there in full or not at all. */
  void publishAs(Path target) throws IOException {
    for (Path path : childrenFirst()) {
      if (!Files.isSymbolicLink(path)) {
        force(path);
      }
    }
    Files.move(root, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.resolveSibling("."));
  }

  private List<Path> childrenFirst() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
