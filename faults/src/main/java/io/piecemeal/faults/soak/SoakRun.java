package io.piecemeal.faults.soak;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Crew;
import io.piecemeal.faults.load.Site;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Load for a long time, in which nothing may leak, grow or go wrong. */
public final class SoakRun {

  /**
   * Netty follows every buffer and says where one was lost; the JVM knows what part of its memory
   * is the heap.
   */
  private static final List<String> WATCHED =
      List.of(
          "-Dio.netty.leakDetection.level=paranoid",
          "-Dio.netty.leakDetection.targetRecords=8",
          "-XX:NativeMemoryTracking=summary");

  private static final int SAMPLES = 80;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

  private final WorkFolder folder;
  private final Tally tally;
  private final Target target;
  private final Gauges gauges = new Gauges();

  /** Starts the service. */
  public SoakRun(WorkFolder folder, Build build, Tally tally)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.tally = tally;
    this.target = Target.start(folder, "service", build.with(WATCHED).on(folder.newFolder("data")));
  }

  /** Keeps it busy, and checks at last everything that it still has. */
  public void run(int clients, long seed, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    Site site = new Site();
    site.up(target.port());
    Sampler sampler = new Sampler(target, folder.path());
    SampleLog log = new SampleLog(folder.path());
    Duration pause = time.dividedBy(SAMPLES);
    long end = System.nanoTime() + time.toNanos();
    try (Crew crew = Crew.start(clients, site, tally, ChunkMix.FULL, seed)) {
      while (System.nanoTime() < end && tally.findings().isEmpty()) {
        // Samples are taken by the clock, so there is nothing to await.
        LockSupport.parkNanos(Math.max(pause.toNanos(), SHORTEST_PAUSE.toNanos()));
        crew.requireWorking();
        Map<Gauge, Double> sample = sampler.sample();
        log.add(sample, sampler.nativeMemory());
        gauges.add(sample);
      }
      if (tally.findings().isEmpty()) {
        crew.finish();
      }
    }
    tally.found(gauges.growth(target, time));
    target.stop();
    tally.found(leaks());
  }

  /** From what to what everything went. */
  public String figures() {
    return gauges.figures();
  }

  private List<Finding> leaks() throws IOException {
    Path log = folder.log("service");
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("LEAK"))
          .map(line -> new Finding(Kind.INCONSISTENT, log.toString(), line))
          .toList();
    }
  }
}
