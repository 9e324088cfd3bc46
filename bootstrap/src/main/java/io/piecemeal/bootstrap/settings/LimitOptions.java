package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How much is kept, and how long. */
final class LimitOptions {

  private static final ByteCount ONE_BYTE = new ByteCount(1);
  private static final ByteCount MOST_INLINE = new ByteCount(64 << 10);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration TICKET_LIFETIME = Duration.ofHours(1);

  @Option(
      names = "--max-chunk",
      paramLabel = "SIZE",
      description =
          "Decoded bytes of one chunk, at most --max-file (PIECEMEAL_MAX_CHUNK, default 5MiB)")
  private Optional<ByteCount> maxChunk = Optional.empty();

  @Option(
      names = "--max-file",
      paramLabel = "SIZE",
      defaultValue = "5GiB",
      description = "Bytes of a file sent in chunks (PIECEMEAL_MAX_FILE, default 5GiB)")
  private ByteCount maxFile = Limits.DEFAULT.session();

  @Option(
      names = "--max-direct",
      paramLabel = "SIZE",
      defaultValue = "200MiB",
      description = "Bytes of a file sent in one request (PIECEMEAL_MAX_DIRECT, default 200MiB)")
  private ByteCount maxDirect = Limits.DEFAULT.direct();

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      description =
          "How long a file lives after its last chunk, at most --max-lifetime (PIECEMEAL_RETENTION,"
              + " default 24h)")
  private Optional<Duration> retention = Optional.empty();

  @Option(
      names = "--max-lifetime",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "How long a file lives at most (PIECEMEAL_MAX_LIFETIME, default 7d)")
  private Duration maxLifetime = Retention.DEFAULT.sinceCreation();

  @Option(
      names = "--ticket-lifetime",
      paramLabel = "TIME",
      description =
          "How long a ticket may be used after its issue, at most --retention"
              + " (PIECEMEAL_TICKET_LIFETIME, default 1h)")
  private Optional<Duration> ticketLifetime = Optional.empty();

  @Option(
      names = "--quota-bytes",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "Bytes that one owner's files may have together, 0 for any number (PIECEMEAL_QUOTA_BYTES,"
              + " default 0)")
  private ByteCount quotaBytes = ByteCount.ZERO;

  @Option(
      names = "--quota-sessions",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Upload sessions that one owner may have open, 0 for any number"
              + " (PIECEMEAL_QUOTA_SESSIONS, default 0)")
  private int quotaSessions;

  @Option(
      names = "--min-free-disk",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      description =
          "Nothing that grows is taken while less is free in the data directory, 0 to fill it up"
              + " (PIECEMEAL_MIN_FREE_DISK, default 256MiB)")
  private ByteCount minFreeDisk = new ByteCount(256L << 20);

  @Option(
      names = "--inline-chunk",
      paramLabel = "SIZE",
      defaultValue = "16KiB",
      description =
          "A chunk of up to this size that comes alone is kept in the database with its row, until"
              + " its file is complete and compacted, which saves a sync; at most 64KiB, 0 for none"
              + " (PIECEMEAL_INLINE_CHUNK, default 16KiB)")
  private ByteCount inlineChunk = new ByteCount(16 << 10);

  @Option(
      names = "--read-cache",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "Of what is read from a bucket this much is kept in the data directory for up to an hour,"
              + " 0 for nothing (PIECEMEAL_READ_CACHE, default 0)")
  private ByteCount readCache = ByteCount.ZERO;

  Limits limits() {
    Setting<ByteCount> file = new Setting<>("--max-file", maxFile).atLeast(ONE_BYTE);
    Setting<ByteCount> chunk =
        Setting.givenOrDefault("--max-chunk", maxChunk, Limits.DEFAULT.chunk(), file);
    Setting<ByteCount> direct = new Setting<>("--max-direct", maxDirect);
    return new Limits(
        chunk.atLeast(ONE_BYTE).value(), file.value(), direct.atLeast(ONE_BYTE).value(), quota());
  }

  private Quota quota() {
    int sessions = new Setting<>("--quota-sessions", quotaSessions).atLeast(0).value();
    return new Quota(
        Optional.of(quotaBytes).filter(bytes -> !bytes.isZero()),
        sessions == 0 ? OptionalInt.empty() : OptionalInt.of(sessions));
  }

  Retention retention() {
    return new Retention(sinceLastChunk().value(), maxLifetime);
  }

  private Setting<Duration> sinceLastChunk() {
    return Setting.givenOrDefault(
            "--retention",
            retention,
            Retention.DEFAULT.sinceLastChunk(),
            new Setting<>("--max-lifetime", maxLifetime).atLeast(SHORTEST))
        .atLeast(SHORTEST);
  }

  Duration ticketLifetime() {
    return Setting.givenOrDefault(
            "--ticket-lifetime", ticketLifetime, TICKET_LIFETIME, sinceLastChunk())
        .atLeast(SHORTEST)
        .value();
  }

  ByteCount inlineChunk() {
    return new Setting<>("--inline-chunk", inlineChunk).atMost(MOST_INLINE).value();
  }

  /**
   * Bytes of the bucket that are kept in the data directory; empty for none.
   *
   * @throws IllegalArgumentException if there is no bucket
   */
  Optional<ByteCount> readCache(Optional<?> bucket) {
    if (bucket.isEmpty() && !readCache.isZero()) {
      throw new IllegalArgumentException(
          "%s is for a bucket: set %s, or unset it"
              .formatted(
                  Setting.name("--read-cache"), Setting.name(ObjectStoreOptions.CHUNK_STORE)));
    }
    return Optional.of(readCache).filter(bytes -> !bytes.isZero());
  }

  ByteCount minFreeDisk() {
    return minFreeDisk;
  }
}
