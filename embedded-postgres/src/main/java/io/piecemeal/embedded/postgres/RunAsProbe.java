package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
        "The bundled PostgreSQL, which refuses to run as root, cannot be run from %s (%s). Run Piecemeal under another account, or set PIECEMEAL_DATABASE_URL"
            .formatted(directory.path(), String.join("; ", refusals)));
  }

  /**
   * {@code initdb --show} makes all the checks of a real run: libraries, account, and reach of its
   * files. It changes nothing and takes some milliseconds.
   */
  private Command.Result probe(RunAs candidate) throws IOException {
    int uid = candidate.account().uid();
    if (uid != Account.current().uid() && uid != Account.ownerOf(directory.path()).uid()) {
      directory.allowPassage();
    }
    List<String> arguments =
        List.of("--show", "--username=" + Cluster.SUPERUSER, "--pgdata=" + directory.cluster());
    return Command.tryRun(candidate.command(binaries.initdb(), arguments), directory.path());
  }
}
