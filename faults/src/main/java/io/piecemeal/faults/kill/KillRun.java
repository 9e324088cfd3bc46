package io.piecemeal.faults.kill;

import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.Site;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Kills processes under load, starts them again, and checks all that was acknowledged. */
public final class KillRun {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(900);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** How long the service goes on without its database. */
  private static final Duration ALONE = Duration.ofMillis(150);

  private final WorkFolder folder;
  private final Build build;
  private final Path data;
  private final Tally tally;
  private final SplittableRandom random;
  private final Site site = new Site();
  private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
  private int starts;
  private Target target;

  /** A run on a fresh data directory. */
  public KillRun(WorkFolder folder, Build build, Tally tally, long seed)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.build = build;
    this.tally = tally;
    this.data = folder.newFolder("data");
    this.random = new SplittableRandom(seed);
    this.target = start();
  }

  /**
   * Kills again and again.
   *
   * @return how often
   */
  public int run(Assault.Bounds bounds)
      throws IOException, InterruptedException, ExecutionException {
    site.up(target.port());
    int rounds = new Assault(site, tally, random).run(bounds, LONGEST_PAUSE, this::strike);
    target.stop();
    return rounds;
  }

  /** What was killed how often. */
  public String victims() {
    return kills.toString();
  }

  private void strike() throws IOException, InterruptedException {
    Victim victim = Victim.choose(random);
    kills.merge(victim, 1, Integer::sum);
    switch (victim) {
      case SERVICE -> {
        site.down();
        target.killService();
        restart();
      }
      case DATABASE -> {
        target.killDatabase();
        LockSupport.parkNanos(random.nextLong(ALONE.toNanos()));
        site.down();
        target.killService();
        restart();
      }
      case BOTH -> {
        site.down();
        target.killAll();
        restart();
      }
      case BACKEND -> {
        target.killBackend(random);
        awaitReady();
        site.up(target.port());
      }
    }
  }

  private void restart() throws IOException, InterruptedException {
    Target killed = target;
    target = start();
    killed.forget();
    site.up(target.port());
  }

  private Target start() throws IOException, InterruptedException {
    return Target.start(folder, "service-" + ++starts, build.on(data));
  }

  private void awaitReady() throws IOException {
    try (Caller caller = new Caller(target.port())) {
      Waiting.until(
          "the service is ready after its database recovered",
          RECOVERY,
          () -> caller.call("GET", "/health/ready", "") instanceof Answer.Done);
    }
  }
}
