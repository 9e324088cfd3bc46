package io.piecemeal.faults.kill;

import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.events.EventWatch;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.Survivor;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
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
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  /** How long the service may go on without its database, before which it may end by itself. */
  private static final Duration ALONE = Duration.ofMillis(150);

  private final Survivor service;
  private final Tally tally;
  private final SplittableRandom random;
  private String told = "";
  private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);

  /** A run on a fresh data directory. */
  public KillRun(WorkFolder folder, Build build, Tally tally, long seed)
      throws IOException, InterruptedException {
    Path data = folder.newFolder("data");
    this.service = new Survivor(folder, () -> EventWatch.allowed(build.on(data)));
    this.tally = tally;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Kills again and again.
   *
   * @return how often
   */
  public int run(Assault.Bounds bounds)
      throws IOException, InterruptedException, ExecutionException {
    try (EventWatch events = new EventWatch(service, tally)) {
      int rounds =
          new Assault(service, tally, random)
              .run(bounds, LONGEST_PAUSE, this::strike, events::finish);
      told = events.figures();
      return rounds;
    }
  }

  /** Events that were told, each by reading and at a webhook, once and again. */
  public String told() {
    return told;
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
        service.down();
        service.target().killService();
        service.restart();
      }
      case DATABASE -> {
        service.target().killDatabase();
        LockSupport.parkNanos(random.nextLong(ALONE.toNanos()));
        service.down();
        service.target().killService();
        service.restart();
      }
      case BOTH -> {
        service.down();
        service.target().killAll();
        service.restart();
      }
      case BACKEND -> {
        service.target().killBackend(random);
        awaitReady();
        service.up();
      }
    }
  }

  private void awaitReady() throws IOException {
    try (Caller caller = new Caller(service.target().port())) {
      Waiting.until(
          "the service is ready after its database recovered",
          RECOVERY,
          () -> caller.call("GET", "/health/ready", "") instanceof Answer.Done);
    }
  }
}
