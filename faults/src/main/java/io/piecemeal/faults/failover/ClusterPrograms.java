package io.piecemeal.faults.failover;

import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a cluster consists of, all of it from the distribution. */
final class ClusterPrograms {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

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
    return servers().isEmpty() ? Optional.of("no PostgreSQL in " + VERSIONS) : Optional.empty();
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
    if (!Files.isDirectory(VERSIONS)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("pg_rewind")))
          .sorted(Comparator.comparingInt(ClusterPrograms::version))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int version(Path programs) {
    return Integer.parseInt(programs.resolveSibling("").getFileName().toString());
  }
}
