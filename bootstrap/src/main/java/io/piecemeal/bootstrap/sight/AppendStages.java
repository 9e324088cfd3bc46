package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.batching.BatchSizes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Times the stages of what callers send, and counts how many shared a sync or a commit. What it
 * costs is a clock's reading or two for each stage.
 */
@Singleton
public final class AppendStages {

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

  private final Timer receive;
  private final Timer sync;
  private final Timer commit;
  private final DistributionSummary syncs;
  private final DistributionSummary commits;

  AppendStages(MeterRegistry registry) {
    receive = timer(registry, "receive");
    sync = timer(registry, "sync");
    commit = timer(registry, "commit");
    syncs = sizes(registry, "sync");
    commits = sizes(registry, "commit");
  }

  private static Timer timer(MeterRegistry registry, String stage) {
    return Timer.builder("piecemeal.append.stage")
        .description("What each stage of an append, or of a piece of a form's file, takes")
        .tag("stage", stage)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static DistributionSummary sizes(MeterRegistry registry, String stage) {
    return DistributionSummary.builder("piecemeal.batch.size")
        .description("How many appends share a commit, or objects of up to 64 KiB a sync")
        .tag("stage", stage)
        .serviceLevelObjectives(SIZES)
        .register(registry);
  }

  /** The same store, for what callers send. */
  public ChunkStore watch(ChunkStore store) {
    return new TimedChunkStore(store, receive, sync);
  }

  /** The same ledger. */
  public FileLedger watch(FileLedger ledger) {
    return new TimedFileLedger(ledger, commit);
  }

  /** For a store on a disk. */
  public BatchSizes syncs() {
    return syncs::record;
  }

  /** For the ledger. */
  public BatchSizes commits() {
    return commits::record;
  }
}
