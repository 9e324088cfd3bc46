package io.piecemeal.bootstrap;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Quota;
import io.piecemeal.domain.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How much is kept, and how long. */
final class LimitOptions {

  @Option(
      names = "--max-chunk",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MAX_CHUNK:-5MiB}",
      description = "Decoded bytes of one chunk (PIECEMEAL_MAX_CHUNK, default 5MiB)")
  private ByteCount maxChunk = Limits.DEFAULT.chunk();

  @Option(
      names = "--max-file",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MAX_FILE:-5GiB}",
      description = "Bytes of a file sent in chunks (PIECEMEAL_MAX_FILE, default 5GiB)")
  private ByteCount maxFile = Limits.DEFAULT.session();

  @Option(
      names = "--max-direct",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MAX_DIRECT:-200MiB}",
      description = "Bytes of a file sent in one request (PIECEMEAL_MAX_DIRECT, default 200MiB)")
  private ByteCount maxDirect = Limits.DEFAULT.direct();

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_RETENTION:-24h}",
      description = "How long a file lives after its last chunk (PIECEMEAL_RETENTION, default 24h)")
  private Duration retention = Retention.DEFAULT.sinceLastChunk();

  @Option(
      names = "--max-lifetime",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_MAX_LIFETIME:-7d}",
      description = "How long a file lives at most (PIECEMEAL_MAX_LIFETIME, default 7d)")
  private Duration maxLifetime = Retention.DEFAULT.sinceCreation();

  @Option(
      names = "--ticket-lifetime",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_TICKET_LIFETIME:-1h}",
      description =
          "How long a ticket may be used after its issue (PIECEMEAL_TICKET_LIFETIME, default 1h)")
  private Duration ticketLifetime = Duration.ofHours(1);

  @Option(
      names = "--quota-bytes",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_QUOTA_BYTES:-0}",
      description =
          "Bytes that one owner's files may have together, 0 for any number (PIECEMEAL_QUOTA_BYTES,"
              + " default 0)")
  private ByteCount quotaBytes = ByteCount.ZERO;

  @Option(
      names = "--quota-sessions",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_QUOTA_SESSIONS:-0}",
      description =
          "Upload sessions that one owner may have open, 0 for any number"
              + " (PIECEMEAL_QUOTA_SESSIONS, default 0)")
  private int quotaSessions;

  @Option(
      names = "--min-free-disk",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MIN_FREE_DISK:-256MiB}",
      description =
          "Nothing that grows is taken while less is free in the data directory, 0 to fill it up"
              + " (PIECEMEAL_MIN_FREE_DISK, default 256MiB)")
  private ByteCount minFreeDisk = new ByteCount(256L << 20);

  Limits limits() {
    return new Limits(maxChunk, maxFile, maxDirect, quota());
  }

  private Quota quota() {
    return new Quota(
        Optional.of(quotaBytes).filter(bytes -> !bytes.isZero()),
        quotaSessions == 0 ? OptionalInt.empty() : OptionalInt.of(quotaSessions));
  }

  Retention retention() {
    return new Retention(retention, maxLifetime);
  }

  Duration ticketLifetime() {
    if (!ticketLifetime.isPositive()) {
      throw new IllegalArgumentException("the lifetime of tickets has to be positive");
    }
    return ticketLifetime;
  }

  ByteCount minFreeDisk() {
    return minFreeDisk;
  }
}
