package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes a new, empty database. It appears whole, or not at all. */
record ClusterCreation(DatabaseDirectory directory, Binaries binaries, RunAs runAs) {

  private static final List<String> INITDB =
      List.of(
          "--username=" + Cluster.SUPERUSER,
          "--auth-host=reject",
          "--auth-local=reject",
          "--encoding=UTF8",
          // The built-in provider and the C locale are in the binaries; the machine needs none.
          "--locale=C",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--data-checksums",
          "--no-instructions",
          // The whole tree is synced when it is put into its place.
          "--no-sync",
          // What an operator may tune in postgresql.conf.
          "--set=max_connections=100",
          "--set=shared_buffers=128MB",
          "--set=timezone=UTC",
          "--set=log_timezone=UTC");

  void create(Cluster cluster) throws IOException {
    Cluster fresh = new Cluster(directory.newTemporary());
    Password password = Password.random();
    password.writeTo(fresh.passwordFile());
    fresh.giveTo(runAs.account());
    initialize(fresh);
    addDatabase(fresh, password);
    FileTree.of(fresh.path()).publishAs(cluster.path());
  }

  private void initialize(Cluster fresh) throws IOException {
    List<String> arguments = new ArrayList<>(INITDB);
    arguments.add("--pgdata=" + fresh.data());
    run("initdb", runAs.command(binaries.initdb(), arguments), "");
  }

  /** The single-user mode takes one statement a line, and needs no connection. */
  private void addDatabase(Cluster fresh, Password password) throws IOException {
    List<String> arguments =
        List.of(
            "--single",
            "-D",
            fresh.data().toString(),
            "-c",
            "exit_on_error=on",
            // Else a statement that fails is logged, with the password in it.
            "-c",
            "log_min_error_statement=panic",
            "postgres");
    String statements =
        """
        CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
        CREATE DATABASE %3$s OWNER %1$s
        """
            .formatted(Cluster.USER, password.value(), Cluster.DATABASE);
    run("CREATE DATABASE", runAs.command(binaries.postgres(), arguments), statements);
  }

  private void run(String step, List<String> command, String input) throws IOException {
    Command.Result result = Command.run(command, directory.path(), input);
    if (!result.succeeded()) {
      throw new EmbeddedPostgresException(
          "No database could be made in %s: %s ended with exit code %d. Mend what it names and start again, or set PIECEMEAL_DATABASE_URL. It said:%n%s"
              .formatted(directory.path(), step, result.exitCode(), result.output()));
    }
  }
}
