package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.domain.upload.CompleteFile;
import jakarta.inject.Singleton;
import java.util.List;
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
    return new ScanFiles() {
      @Override
      public List<Task> take(int most) {
        return scans.take(most).stream().<Task>map(task -> new Timed(task)).toList();
      }

      @Override
      public void hold() {
        scans.hold();
      }
    };
  }

  private final class Timed implements ScanFiles.Task {

    private final ScanFiles.Task task;

    Timed(ScanFiles.Task task) {
      this.task = task;
    }

    @Override
    public CompleteFile file() {
      return task.file();
    }

    @Override
    public ScanFiles.Outcome run(Pace pace) {
      long start = System.nanoTime();
      ScanFiles.Outcome outcome = task.run(pace);
      timer(outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return outcome;
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
}
