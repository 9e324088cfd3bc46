package io.piecemeal.faults.failover;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Three servers, of which one is the primary, and the etcd that has the last word about it. */
final class PatroniCluster {

  static final String USER = "piecemeal";

  private static final int NODES = 3;
  private static final Pattern SERVES = Pattern.compile("ready to serve client requests");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Replication replication;
  private final List<PatroniNode> nodes;

  private PatroniCluster(Replication replication, List<PatroniNode> nodes) {
    this.replication = replication;
    this.nodes = List.copyOf(nodes);
  }

  /** Starts one with a database for the service, and returns when its standbys follow. */
  static PatroniCluster start(WorkFolder folder, Unprivileged account, Replication replication)
      throws IOException, InterruptedException {
    account.letThrough(folder.path());
    int etcd = startEtcd(folder, account);
    List<PatroniNode> nodes = new ArrayList<>();
    for (int number = 1; number <= NODES; number++) {
      String name = "postgres-" + number;
      PatroniSettings settings =
          new PatroniSettings(
              name, folder.newFolder(name), FreePort.find(), FreePort.find(), etcd, replication);
      nodes.add(PatroniNode.start(folder, account, settings));
      PatroniCluster soFar = new PatroniCluster(replication, nodes);
      PatroniNode _ = soFar.awaitPrimary(Optional.empty());
    }
    PatroniCluster cluster = new PatroniCluster(replication, nodes);
    cluster.awaitStandbys();
    cluster.createDatabase();
    return cluster;
  }

  private static int startEtcd(WorkFolder folder, Unprivileged account)
      throws IOException, InterruptedException {
    Path home = folder.newFolder("etcd");
    int port = FreePort.find();
    String clients = "http://127.0.0.1:" + port;
    String peers = "http://127.0.0.1:" + FreePort.find();
    ProcessBuilder command =
        account.command(
            home,
            ClusterPrograms.path("etcd"),
            "--name=one",
            "--data-dir=" + home.resolve("data"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=one=" + peers);
    Child child = folder.start("etcd", command, SERVES);
    MatchResult _ = child.awaitReady(PATIENCE);
    return port;
  }

  private void createDatabase() throws IOException, InterruptedException {
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(primary().port());
    try (Connection connection =
            DriverManager.getConnection(url, "postgres", PatroniSettings.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, PatroniSettings.PASSWORD));
      statement.execute("CREATE DATABASE piecemeal OWNER " + USER);
    } catch (SQLException failure) {
      throw new IOException("no database was created", failure);
    }
  }

  /** All servers, the first primary last. */
  String jdbcUrl() {
    return nodes.reversed().stream()
        .map(node -> "127.0.0.1:" + node.port())
        .collect(Collectors.joining(",", "jdbc:postgresql://", "/piecemeal"));
  }

  List<PatroniNode> nodes() {
    return nodes;
  }

  /** The primary, which is waited for. */
  PatroniNode primary() throws IOException, InterruptedException {
    return awaitPrimary(Optional.empty());
  }

  /** Waits until another one is the primary. */
  PatroniNode awaitPrimaryAfter(PatroniNode lost) throws IOException, InterruptedException {
    return awaitPrimary(Optional.of(lost));
  }

  private PatroniNode awaitPrimary(Optional<PatroniNode> lost)
      throws IOException, InterruptedException {
    return await("primary", lost);
  }

  /**
   * Waits until a failover may choose a standby, and the others follow: who loses its source while
   * it is rewound needs a new copy of everything.
   */
  void awaitStandbys() throws IOException, InterruptedException {
    if (replication == Replication.SYNCHRONOUS) {
      PatroniNode _ = await("synchronous", Optional.empty());
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (standbys() < NODES - 1) {
      if (System.nanoTime() > end) {
        throw new IOException("not all standbys within %d s".formatted(PATIENCE.toSeconds()));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private int standbys() throws InterruptedException {
    int found = 0;
    for (PatroniNode node : nodes) {
      found += node.is("replica") ? 1 : 0;
    }
    return found;
  }

  private PatroniNode await(String role, Optional<PatroniNode> butNot)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (PatroniNode node : nodes) {
        if (!butNot.equals(Optional.of(node)) && node.is(role)) {
          return node;
        }
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    throw new IOException("no %s within %d s".formatted(role, PATIENCE.toSeconds()));
  }
}
