package io.piecemeal.faults.failover;

import io.piecemeal.harness.database.Login;
import io.piecemeal.harness.database.PgBouncer;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands between the service and a cluster. */
record Proxies(WorkFolder folder, Unprivileged account, PatroniCluster cluster) {

  private static final Pattern ANYTHING = Pattern.compile("");
  private static final Duration SOON = Duration.ofMinutes(2);

  /** Starts what a route needs, and says where the database is. */
  String jdbcUrl(Route route) throws IOException {
    return switch (route) {
      case HOSTS -> cluster.jdbcUrl();
      case HAPROXY -> at(startHaproxy());
      case PGBOUNCER -> at(startPgbouncer(startHaproxy()));
    };
  }

  private static String at(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/piecemeal".formatted(port);
  }

  private int startHaproxy() throws IOException {
    int port = FreePort.find();
    String servers =
        cluster.nodes().stream()
            .map(
                node ->
                    "  server %s 127.0.0.1:%d check port %d%n"
                        .formatted(node.name(), node.port(), node.restPort()))
            .collect(Collectors.joining());
    return start(
        "haproxy",
        port,
        """
        defaults
          mode tcp
          timeout connect 1s
          timeout client 1h
          timeout server 1h
          timeout check 2s
        listen primary
          bind 127.0.0.1:%d
          option httpchk OPTIONS /primary
          http-check expect status 200
          default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
        %s"""
            .formatted(port, servers),
        "-db",
        "-f");
  }

  private int startPgbouncer(int haproxy) throws IOException {
    return PgBouncer.start(
        folder, account, haproxy, new Login(PatroniCluster.USER, PatroniSettings.PASSWORD));
  }

  private int start(String program, int port, String settings, String... options)
      throws IOException {
    Path home = folder.newFolder(program);
    Path file = home.resolve(program + ".conf");
    Files.writeString(file, settings);
    String[] command =
        Stream.of(
                List.of(ClusterPrograms.path(program)), List.of(options), List.of(file.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new);
    Child _ = folder.start(program, account.command(home, command), ANYTHING);
    Waiting.until(program + " listens", SOON, () -> Loopback.listens(port));
    return port;
  }
}
