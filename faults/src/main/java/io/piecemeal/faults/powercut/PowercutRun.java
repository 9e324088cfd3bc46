package io.piecemeal.faults.powercut;

import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.Survivor;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts the power of the disk that has the files and the database under load, then kills all
 * processes, mounts the disk again, starts and checks.
 */
public final class PowercutRun {

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(1200);

  /** How long processes go on after the cut. */
  private static final Duration AFTERMATH = Duration.ofMillis(60);

  private final Tally tally;
  private final SplittableRandom random;
  private final Disk disk;
  private final Survivor service;

  /** A run on a fresh disk. */
  public PowercutRun(WorkFolder folder, Build build, Tally tally, long seed)
      throws IOException, InterruptedException {
    this.tally = tally;
    this.random = new SplittableRandom(seed);
    this.disk = folder.own(Disk.create(folder.path()));
    disk.mount();
    this.service = new Survivor(folder, () -> build.on(disk.path().resolve("data")));
    // What is looked for is lost by requests, and not by the first start.
    disk.sync();
  }

  /** What this machine lacks for it; empty if it can be run. */
  public static Optional<String> missing() {
    return Disk.missing();
  }

  /**
   * Cuts again and again.
   *
   * @return how often
   */
  public int run(Assault.Bounds bounds)
      throws IOException, InterruptedException, ExecutionException {
    return new Assault(service, tally, random).run(bounds, LONGEST_PAUSE, this::strike);
  }

  private void strike() throws IOException, InterruptedException {
    service.down();
    disk.cut();
    // An answer that is given now must still be true.
    LockSupport.parkNanos(random.nextLong(AFTERMATH.toNanos()));
    service.target().killAll();
    disk.unmount();
    disk.mount();
    service.restart();
  }
}
