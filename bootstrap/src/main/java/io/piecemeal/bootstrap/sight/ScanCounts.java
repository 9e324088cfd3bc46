package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.scan.WatchedScans;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Times the scans of this node, by what came of them. */
@Singleton
@Requires(property = "piecemeal.scan-interval")
public final class ScanCounts {

  private final Timer passed;
  private final Timer quarantined;
  private final Timer postponed;
  private final Timer overtaken;

  ScanCounts(MeterRegistry registry) {
    passed = timer(registry, "passed");
    quarantined = timer(registry, "quarantined");
    postponed = timer(registry, "postponed");
    overtaken = timer(registry, "overtaken");
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("piecemeal.scans")
        .description("Scans of files, by what came of them, and how long they took")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** The same, timed. */
  public ScanFiles watch(ScanFiles scans) {
    return new WatchedScans(
        scans,
        (task, pace) -> {
          long start = System.nanoTime();
          ScanFiles.Outcome outcome = task.run(pace);
          timer(outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          return outcome;
        });
  }

  private Timer timer(ScanFiles.Outcome outcome) {
    return switch (outcome) {
      case ScanFiles.Outcome.Passed some -> passed;
      case ScanFiles.Outcome.Quarantined some -> quarantined;
      case ScanFiles.Outcome.Postponed some -> postponed;
      case ScanFiles.Outcome.Overtaken some -> overtaken;
    };
  }
}
