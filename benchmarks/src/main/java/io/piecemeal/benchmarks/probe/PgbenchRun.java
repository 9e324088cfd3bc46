package io.piecemeal.benchmarks.probe;

import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs pgbench on a database. */
record PgbenchRun(Path program, EmbeddedPostgres postgres, Workspace workspace) {

  private static final String SCRIPT = "benchmarks/src/main/peers/pgbench/update-own-row.sql";
  private static final Pattern RESULT = Pattern.compile("tps = ([0-9.]+)");

  /** Makes one row for each client, with room for heap-only updates as in our ledger. */
  void createRows() throws IOException {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE session (id int PRIMARY KEY, size bigint NOT NULL,"
              + " updated_at timestamptz NOT NULL) WITH (fillfactor = 70)");
      statement.execute(
          "INSERT INTO session SELECT number, 0, now() FROM generate_series(0, 999) number");
    } catch (SQLException failure) {
      throw new IOException("the rows for pgbench cannot be made", failure);
    }
  }

  double transactionsPerSecond(int clients, Duration time)
      throws IOException, InterruptedException {
    URI server = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
    String said =
        Programs.run(
            workspace.home(),
            Map.of(
                "PGPASSWORD",
                postgres.password(),
                "PGOPTIONS",
                "-c synchronous_commit=" + workspace.regime().synchronousCommit()),
            List.of(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(clients, 2),
                "--time=" + Math.max(1, time.toSeconds()),
                "--file=" + SCRIPT,
                "--host=127.0.0.1",
                "--port=" + server.getPort(),
                "--username=" + postgres.user(),
                server.getPath().substring(1)));
    Matcher result = RESULT.matcher(said);
    if (!result.find()) {
      throw new IOException("pgbench said no tps: " + said);
    }
    return Double.parseDouble(result.group(1));
  }
}
