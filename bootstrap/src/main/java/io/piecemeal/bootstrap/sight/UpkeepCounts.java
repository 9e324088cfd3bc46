package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.TendNames;
import io.piecemeal.domain.upload.FileId;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the work in the background does on this node since it was started. */
@Singleton
public final class UpkeepCounts {

  private final Counter expired;
  private final Counter killed;
  private final Counter removed;
  private final Counter purged;
  private final Counter scrubbedBytes;
  private final Counter whole;
  private final Counter damaged;
  private final Counter changed;
  private final Counter orphans;
  private final Counter orphanBytes;
  private final Map<CompactFiles.Step, Counter> compactions =
      new EnumMap<>(CompactFiles.Step.class);
  private final AtomicLong scrubFinished = new AtomicLong();

  UpkeepCounts(MeterRegistry registry) {
    String swept = "piecemeal.swept";
    expired = counter(registry, swept, "What sweeps did", "what", "files_expired");
    killed = counter(registry, swept, "What sweeps did", "what", "chunks_retired");
    removed = counter(registry, swept, "What sweeps did", "what", "objects_removed");
    purged = counter(registry, swept, "What sweeps did", "what", "rows_purged");
    scrubbedBytes =
        Counter.builder("piecemeal.scrub.bytes")
            .description("Bytes that were read to find damage")
            .register(registry);
    String scrubbed = "piecemeal.scrub.files";
    whole = counter(registry, scrubbed, "Files that were read to find damage", "verdict", "whole");
    damaged =
        counter(registry, scrubbed, "Files that were read to find damage", "verdict", "damaged");
    changed =
        counter(registry, scrubbed, "Files that were read to find damage", "verdict", "changed");
    orphans =
        Counter.builder("piecemeal.collected.objects")
            .description("Objects that were part of no file and were removed")
            .register(registry);
    orphanBytes =
        Counter.builder("piecemeal.collected.bytes").description("Their bytes").register(registry);
    for (CompactFiles.Step step : CompactFiles.Step.values()) {
      compactions.put(
          step,
          counter(
              registry,
              "piecemeal.compactions",
              "Looks for a complete file of many chunks, by what came of it",
              "step",
              step.name().toLowerCase(Locale.ROOT)));
    }
    TimeGauge.builder(
            "piecemeal.scrub.finished", scrubFinished, TimeUnit.MILLISECONDS, AtomicLong::get)
        .description("When this node last read the last file, in seconds since 1970; 0 for never")
        .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, String tag, String value) {
    return Counter.builder(name).description(description).tag(tag, value).register(registry);
  }

  /** The same, counted. */
  public SweepFiles watch(SweepFiles sweep) {
    return () -> {
      SweepFiles.Swept swept = sweep.sweep();
      expired.increment(swept.expired());
      killed.increment(swept.killed());
      removed.increment(swept.removed());
      purged.increment(swept.purged());
      return swept;
    };
  }

  /** The same, counted. */
  public ScrubFiles watch(ScrubFiles scrub) {
    return (after, pace) -> scrubNext(scrub, after, pace);
  }

  private Optional<ScrubFiles.Scrubbed> scrubNext(
      ScrubFiles scrub, Optional<FileId> after, Pace pace) {
    Optional<ScrubFiles.Scrubbed> scrubbed =
        scrub.scrubNext(
            after,
            bytes -> {
              scrubbedBytes.increment((double) bytes.value());
              pace.afterReading(bytes);
            });
    if (scrubbed.isEmpty()) {
      scrubFinished.set(System.currentTimeMillis());
    } else {
      switch (scrubbed.get().verdict()) {
        case ScrubFiles.Verdict.Whole _ -> whole.increment();
        case ScrubFiles.Verdict.Damaged _ -> damaged.increment();
        case ScrubFiles.Verdict.Changed _ -> changed.increment();
      }
    }
    return scrubbed;
  }

  /** The same, counted. */
  public CollectOrphans watch(CollectOrphans collect) {
    return new CollectOrphans() {
      @Override
      public Collected count() {
        return collect.count();
      }

      @Override
      public Optional<Collected> collect() {
        return counted(collect.collect());
      }
    };
  }

  /** The same, counted. */
  public TendNames watch(TendNames tend) {
    return new TendNames() {
      @Override
      public void beat() {
        tend.beat();
      }

      @Override
      public Optional<Collected> collect() {
        return counted(tend.collect());
      }
    };
  }

  private Optional<Collected> counted(Optional<Collected> collected) {
    collected.ifPresent(
        all -> {
          orphans.increment((double) all.removed().objects());
          orphanBytes.increment((double) all.removed().bytes().value());
        });
    return collected;
  }

  /** The same, counted. */
  public CompactFiles watch(CompactFiles compact) {
    return pace -> {
      CompactFiles.Step step = compact.compact(pace);
      Objects.requireNonNull(compactions.get(step)).increment();
      return step;
    };
  }
}
