package io.piecemeal.benchmarks.probe;

import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What PostgreSQL allows: as many clients as connections, each updating a row of its own. */
public final class PgbenchProbe implements Subject.Starter {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path program =
        find()
            .orElseThrow(
                () -> new MissingException("pgbench is not installed: apt-get install postgresql"));
    EmbeddedPostgres postgres =
        workspace.own(
            EmbeddedPostgres.startOnLoopback(
                workspace.newFolder("pgbench").resolve("postgres"), FreePort::find));
    PgbenchRun run = new PgbenchRun(program, postgres, workspace);
    run.createRows();
    return new PgbenchSubject(name(), run);
  }

  private static Optional<Path> find() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return Programs.find("pgbench");
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin/pgbench"))
          .filter(Files::isExecutable)
          .findFirst()
          .or(() -> Programs.find("pgbench"));
    }
  }
}
