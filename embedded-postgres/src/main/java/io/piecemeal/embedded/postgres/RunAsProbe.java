package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a way to start PostgreSQL programs that this machine permits, by trying. */
record RunAsProbe(DatabaseDirectory directory, Binaries binaries) {

  RunAs firstThatWorks(List<RunAs> candidates) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (RunAs candidate : candidates) {
      Command.Result result = probe(candidate);
      if (result.succeeded()) {
        return candidate;
      }
      refusals.add(candidate + ": " + result.firstLine());
    }
    throw new EmbeddedPostgresException(
        "The bundled PostgreSQL, which is never run with the rights of root, cannot be run from %s (%s). Run Piecemeal under an account that is not root, or choose a data directory that the account named here can enter, or set PIECEMEAL_DATABASE_URL"
            .formatted(directory.path(), String.join("; ", refusals)));
  }

  /**
   * {@code initdb --show} makes all the checks of a real run: libraries, account, and reach of its
   * files. It changes nothing and takes some milliseconds.
   */
  private Command.Result probe(RunAs candidate) throws IOException {
    if (candidate.account().uid() != Account.current().uid()) {
      directory.allowPassage(candidate.account());
      Optional<Path> barrier = directory.barrierFor(candidate.account());
      if (barrier.isPresent()) {
        return new Command.Result(-1, "may not enter " + barrier.get());
      }
    }
    List<String> arguments =
        List.of("--show", "--username=" + Cluster.SUPERUSER, "--pgdata=" + directory.cluster());
    return Command.tryRun(candidate.command(binaries.initdb(), arguments), directory.path());
  }
}
