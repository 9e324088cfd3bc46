package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may log in: the owner of the database, with its password, and nobody else. PostgreSQL refuses
 * what no line of the file matches, so the superuser cannot log in at all; its work is for the
 * single-user mode of a server that is stopped.
 *
 * @param path of the file, which replaces {@code pg_hba.conf}
 */
record AccessRules(Path path) {

  private static final String RULES =
      """
      # Written at each start; changes are lost.
      local %1$s %2$s scram-sha-256
      host %1$s %2$s 127.0.0.1/32 scram-sha-256
      """
          .formatted(Cluster.DATABASE, Cluster.USER);

  static AccessRules writeFor(Cluster cluster, Account account) throws IOException {
    Path path = cluster.path().resolve("access.conf");
    Files.deleteIfExists(path);
    Files.createFile(path, Modes.OWNER_ONLY_FILE);
    Files.writeString(path, RULES);
    if (Account.ownerOf(path).uid() != account.uid()) {
      FileTree.of(path).giveTo(account);
    }
    return new AccessRules(path);
  }
}
