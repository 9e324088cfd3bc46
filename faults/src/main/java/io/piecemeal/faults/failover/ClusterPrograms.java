package io.piecemeal.faults.failover;

import io.piecemeal.harness.database.PostgresServer;
import io.piecemeal.harness.proc.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cluster consists of, all of it from the distribution. */
final class ClusterPrograms {

  private ClusterPrograms() {}

  /** What this machine lacks; empty if there is everything. */
  static Optional<String> missing() {
    List<String> absent =
        Stream.of("patroni", "etcd", "haproxy", "pgbouncer", "setpriv")
            .filter(program -> Programs.find(program).isEmpty())
            .toList();
    if (!absent.isEmpty()) {
      return Optional.of("not installed: " + String.join(", ", absent));
    }
    return servers().isEmpty() ? Optional.of("no PostgreSQL with pg_rewind") : Optional.empty();
  }

  /** Where a program is that is not missing. */
  static String path(String program) {
    return Programs.find(program).orElseThrow().toString();
  }

  /** The folder of the newest server's programs. */
  static Path serverPrograms() {
    return servers().getLast();
  }

  private static List<Path> servers() {
    return PostgresServer.installed("pg_rewind");
  }
}
