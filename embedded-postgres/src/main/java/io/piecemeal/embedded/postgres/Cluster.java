package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data of the database together with the password that opens it. */
record Cluster(Path path) {

  static final String DATABASE = "piecemeal";
  static final String USER = "piecemeal";

  /** It has no password and cannot log in; see {@link AccessRules}. */
  static final String SUPERUSER = "postgres";

  /** The URL of the database on a server that listens on this port. */
  static String jdbcUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The URL of the database on a server that listens on this socket. */
  static String jdbcUrl(Path socket) {
    return "jdbc:postgresql://localhost/%s?sslmode=disable&gssEncMode=disable&socketFactory=%s&socketFactoryArg=%s"
        .formatted(
            DATABASE,
            UnixSocketFactory.class.getName(),
            URLEncoder.encode(socket.toString(), StandardCharsets.UTF_8));
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  Path data() {
    return path.resolve("data");
  }

  Path passwordFile() {
    return path.resolve("password");
  }

  Password password() throws IOException {
    return Password.readFrom(passwordFile());
  }

  void requireVersion(String bundled) throws IOException {
    String present = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!present.equals(bundled)) {
      throw new EmbeddedPostgresException(
          "The data in %s was made by PostgreSQL %s, and this release brings PostgreSQL %s: dump the database with the release that made it and load the dump into a new directory"
              .formatted(path, present, bundled));
    }
  }

  /**
   * Sees to it that an account owns the data, which an earlier start may have left to another, and
   * that nobody else may read it, which a volume that is mounted for a group may have changed.
   */
  void giveTo(Account account) throws IOException {
    if (Account.ownerOf(path).uid() != account.uid()) {
      FileTree.of(path).giveTo(account);
    }
    Files.setPosixFilePermissions(path, Modes.of(0700));
    Files.setPosixFilePermissions(passwordFile(), Modes.of(0600));
    if (Files.exists(data())) {
      Files.setPosixFilePermissions(data(), Modes.of(0700));
    }
  }
}
