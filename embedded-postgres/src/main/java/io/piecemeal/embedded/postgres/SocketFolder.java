package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a server's socket, which only its account can enter.
 *
 * @param isTemporary whether it lies elsewhere, since the path of the database's directory is too
 *     long for the name of a socket
 */
record SocketFolder(Path path, boolean isTemporary) implements AutoCloseable {

  /** What the kernel takes, less the zero behind it. */
  private static final int LONGEST_NAME = 107;

  private static final int HIGHEST_PORT = 65_535;

  /** Makes it, empty. No server may be running. */
  static SocketFolder prepare(Cluster cluster, Account account) throws IOException {
    Path path = cluster.path().resolve("run");
    FileTree.of(path).delete();
    boolean tooLong = lengthOf(socket(path, HIGHEST_PORT)) > LONGEST_NAME;
    SocketFolder folder =
        tooLong
            ? new SocketFolder(Files.createTempDirectory("piecemeal-"), true)
            : new SocketFolder(Files.createDirectory(path, Modes.OWNER_ONLY_DIRECTORY), false);
    if (Account.ownerOf(folder.path()).uid() != account.uid()) {
      FileTree.of(folder.path()).giveTo(account);
    }
    return folder;
  }

  /** The socket of a server with this port in this folder. */
  static Path socket(Path folder, int port) {
    return folder.resolve(".s.PGSQL." + port);
  }

  private static int lengthOf(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** As an element of a PostgreSQL list. */
  String quoted() {
    return '"' + path.toString().replace("\"", "\"\"") + '"';
  }

  /** Removes a temporary one. No server may be running. */
  @Override
  public void close() {
    if (isTemporary) {
      try {
        FileTree.of(path).delete();
      } catch (IOException failure) {
        throw new EmbeddedPostgresException(
            "The folder %s of a socket was not removed: remove it by hand".formatted(path),
            failure);
      }
    }
  }
}
