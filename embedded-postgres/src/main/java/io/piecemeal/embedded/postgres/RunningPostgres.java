package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that another process runs on its directory, for a short use beside it. It is neither
 * started nor stopped through this, and may be gone at any moment.
 */
public record RunningPostgres(String jdbcUrl, String user, String password) {

  /**
   * Finds the server of a directory.
   *
   * @return empty unless a server of this directory runs and accepts connections
   * @throws EmbeddedPostgresException if the directory belongs to another account
   */
  public static Optional<RunningPostgres> find(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try {
      return find(new Cluster(DatabaseDirectory.open(directory).cluster()));
    } catch (IOException failure) {
      throw new EmbeddedPostgresException(
          "The embedded database in %s cannot be used: %s. Run this under the account of the service"
              .formatted(directory, failure),
          failure);
    }
  }

  private static Optional<RunningPostgres> find(Cluster cluster) throws IOException {
    PidFile file = PidFile.of(cluster.data());
    Optional<Long> pid = file.pid();
    if (pid.isEmpty()
        || Postmaster.find(pid.get(), cluster.data()).isEmpty()
        || !file.saysReady(pid.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new RunningPostgres(file.jdbcUrl(), Cluster.USER, cluster.password().value()));
  }

  @Override
  public String toString() {
    return "RunningPostgres[" + jdbcUrl + "]";
  }
}
