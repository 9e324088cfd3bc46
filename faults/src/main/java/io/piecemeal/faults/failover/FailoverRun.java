package io.piecemeal.faults.failover;

import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.Survivor;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the primary under load, again and again, while the service goes on. Shortly before, it
 * holds up replication: what a primary answers alone is lost with it.
 */
public final class FailoverRun {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(900);
  private static final Duration LONGEST_HOLD_UP = Duration.ofMillis(400);
  private static final Duration RECOVERY = Duration.ofMinutes(5);

  private final PatroniCluster cluster;
  private final Survivor service;
  private final Tally tally;
  private final SplittableRandom random;
  private final Map<Loss, Integer> losses = new EnumMap<>(Loss.class);
  private final List<Duration> gaps = new ArrayList<>();

  /** A run on a fresh cluster. */
  public FailoverRun(
      WorkFolder folder, Build build, Replication replication, Route route, Tally tally, long seed)
      throws IOException, InterruptedException {
    this.tally = tally;
    this.random = new SplittableRandom(seed);
    Unprivileged account = Unprivileged.ofThisProcess();
    this.cluster = PatroniCluster.start(folder, account, replication);
    String url = new Proxies(folder, account, cluster).jdbcUrl(route);
    Path data = folder.newFolder("data");
    this.service = new Survivor(folder, () -> onCluster(build.on(data, "--database-url", url)));
  }

  private static ProcessBuilder onCluster(ProcessBuilder command) {
    command
        .environment()
        .putAll(
            Map.of(
                "PIECEMEAL_DATABASE_USER", PatroniCluster.USER,
                "PIECEMEAL_DATABASE_PASSWORD", PatroniSettings.PASSWORD));
    return command;
  }

  /** What this machine lacks for it; empty if it can be run. */
  public static Optional<String> missing() {
    return ClusterPrograms.missing();
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

  /** What was killed how often, and how long the service was not ready after that. */
  public String figures() {
    List<Duration> sorted = gaps.stream().sorted().toList();
    return sorted.isEmpty()
        ? losses.toString()
        : "%s gap-median-ms=%d gap-longest-ms=%d"
            .formatted(
                losses, sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis());
  }

  private void strike() throws IOException, InterruptedException {
    cluster.awaitStandbys();
    PatroniNode primary = cluster.primary();
    Loss loss = Loss.choose(random);
    losses.merge(loss, 1, Integer::sum);
    primary.holdReplicationUp();
    // The moment itself is what is random, so there is nothing to await.
    LockSupport.parkNanos(random.nextLong(LONGEST_HOLD_UP.toNanos()));
    long start = System.nanoTime();
    primary.lose(loss);
    PatroniNode _ = cluster.awaitPrimaryAfter(primary);
    if (loss == Loss.MACHINE) {
      primary.restart();
    }
    awaitReady();
    gaps.add(Duration.ofNanos(System.nanoTime() - start));
    service.up();
  }

  private void awaitReady() throws IOException {
    try (Caller caller = new Caller(service.target().port())) {
      Waiting.until(
          "the service is ready on the new primary",
          RECOVERY,
          () -> caller.call("GET", "/health/ready", "") instanceof Answer.Done);
    }
  }
}
