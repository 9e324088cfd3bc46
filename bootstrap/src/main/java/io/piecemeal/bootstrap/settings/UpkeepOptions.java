package io.piecemeal.bootstrap.settings;

import io.piecemeal.application.upkeep.CompactFilesService;
import io.piecemeal.application.upkeep.SweepFilesService;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Retention;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done in the background for what is kept. */
final class UpkeepOptions {

  private static final int SWEPT_AT_ONCE = 500;

  /** A disk writes chunks of this size about as fast as larger ones. */
  private static final ByteCount LARGE_CHUNK = new ByteCount(1L << 20);

  /** A file of 5 GiB takes a minute or two. */
  private static final Duration COMPACTION_LEASE = Duration.ofHours(1);

  @Option(
      names = "--delete-delay",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "How long the bytes of deleted files stay, for downloads under way"
              + " (PIECEMEAL_DELETE_DELAY, default 1h)")
  private Duration deleteDelay = Duration.ofHours(1);

  @Option(
      names = "--compact-chunks",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Complete files of at least so many chunks, of less than 1 MiB on average, are made of one"
              + " object in the background, 0 for none (PIECEMEAL_COMPACT_CHUNKS, default 16)")
  private int compactChunks;

  @Option(
      names = "--collect-interval",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "The rest between two searches for objects that are part of no file, 0s for none"
              + " (PIECEMEAL_COLLECT_INTERVAL, default 1h)")
  private Duration collectInterval = Duration.ofHours(1);

  @Option(
      names = "--collect-age",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "Objects that are part of no file are removed when they are so old; longer than a direct"
              + " upload takes (PIECEMEAL_COLLECT_AGE, default 1h)")
  private Duration collectAge = Duration.ofHours(1);

  @Option(
      names = "--scrub-rate",
      paramLabel = "SIZE",
      defaultValue = "1MiB",
      description =
          "Bytes a second that are read in the background to find damage, 0 for none"
              + " (PIECEMEAL_SCRUB_RATE, default 1MiB)")
  private ByteCount scrubRate = new ByteCount(1L << 20);

  @Option(
      names = "--event-retention",
      paramLabel = "TIME",
      defaultValue = "7d",
      description =
          "How long it can be read what happened to files (PIECEMEAL_EVENT_RETENTION, default 7d)")
  private Duration eventRetention = Duration.ofDays(7);

  SweepFilesService.Policy sweeping() {
    return new SweepFilesService.Policy(deleteDelay, Retention.GONE_IS_KNOWN, SWEPT_AT_ONCE);
  }

  Optional<CompactFilesService.Policy> compacting() {
    return compactChunks == 0
        ? Optional.empty()
        : Setting.read("--compact-chunks", compactChunks, UpkeepOptions::compacting);
  }

  private static Optional<CompactFilesService.Policy> compacting(int chunks) {
    return Optional.of(new CompactFilesService.Policy(chunks, LARGE_CHUNK, COMPACTION_LEASE));
  }

  Duration eventRetention() {
    return eventRetention;
  }

  Settings.Upkeep upkeep() {
    return new Settings.Upkeep(collectInterval, collectAge, scrubRate);
  }
}
