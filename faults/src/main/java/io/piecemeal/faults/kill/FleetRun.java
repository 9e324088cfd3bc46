package io.piecemeal.faults.kill;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.Survivor;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Kills the node that clients use, and lets them go on at another one at once. Nodes share a
 * database and an object store, or a data directory.
 */
public final class FleetRun {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(900);
  private static final Duration SOON = Duration.ofMinutes(5);

  private final EmbeddedPostgres database;
  private final Survivor service;
  private final Tally tally;
  private final SplittableRandom random;

  /** A run on a fresh database with so many nodes. */
  public FleetRun(WorkFolder folder, Build build, int nodes, Tally tally, long seed)
      throws IOException, InterruptedException {
    this.database =
        folder.own(
            EmbeddedPostgres.startOnLoopback(folder.path().resolve("postgres"), FreePort::find));
    this.tally = tally;
    this.random = new SplittableRandom(seed);
    Path shared = folder.newFolder("data");
    List<Supplier<ProcessBuilder>> commands = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      Path data = build.store().isPresent() ? folder.newFolder(name(node)) : shared;
      String url = database.jdbcUrl() + "?ApplicationName=" + name(node);
      commands.add(() -> Nodes.onDatabase(build.on(data, "--database-url", url), database));
    }
    this.service = new Survivor(folder, commands);
  }

  private static String name(int node) {
    return "node-" + node;
  }

  /**
   * Kills again and again.
   *
   * @return how often
   */
  public int run(Assault.Bounds bounds)
      throws IOException, InterruptedException, ExecutionException {
    return new Assault(service, tally, random).run(bounds, LONGEST_PAUSE, this::strike);
  }

  /** What the dead node sent to its database is done, or never will be, once its sessions ended. */
  private void strike() throws IOException, InterruptedException {
    service.down();
    service.target().killService();
    String dead = name(service.node());
    Waiting.until("the sessions of " + dead + " end", SOON, () -> sessions(dead) == 0);
    service.handOver();
  }

  private int sessions(String name) throws IOException {
    try (Connection connection = Nodes.connect(database);
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    } catch (SQLException failure) {
      throw new IOException("the database does not say who uses it", failure);
    }
  }
}
