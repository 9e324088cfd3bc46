package io.piecemeal.bootstrap;

import io.piecemeal.adapters.http.guard.RequestGuards;
import io.piecemeal.adapters.http.netty.AllowedHosts;
import io.piecemeal.application.service.CompactFilesService;
import io.piecemeal.application.service.SweepFilesService;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Quota;
import io.piecemeal.domain.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/**
 * The settings as options of the command line; where an option is not given, its environment
 * variable counts. Secrets are taken from the environment only, since a command line is visible to
 * everybody.
 */
final class SettingsOptions {

  private static final int SWEPT_AT_ONCE = 500;

  /** A file that is gone is answered as such for a day. */
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** A disk writes chunks of this size about as fast as larger ones. */
  private static final ByteCount LARGE_CHUNK = new ByteCount(1L << 20);

  /** A file of 5 GiB takes a minute or two. */
  private static final Duration COMPACTION_LEASE = Duration.ofHours(1);

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "${env:PIECEMEAL_HOST:-127.0.0.1}",
      description = "Address to listen on (PIECEMEAL_HOST, default 127.0.0.1)")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:PIECEMEAL_PORT:-8080}",
      description = "Port to listen on, 0 for any (PIECEMEAL_PORT, default 8080)")
  private int port;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      defaultValue = "${env:PIECEMEAL_PUBLIC_URL:-}",
      description =
          "Where callers reach the service, for the URLs of tickets (PIECEMEAL_PUBLIC_URL, default"
              + " its own address)")
  private String publicUrl = "";

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "${env:PIECEMEAL_ALLOWED_HOSTS}",
      description =
          "Names that 'Host' may have, separated by commas; any where there are none"
              + " (PIECEMEAL_ALLOWED_HOSTS, default none)")
  private Set<String> allowedHosts = Set.of();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:PIECEMEAL_DATA_DIR:-data}",
      description =
          "Where files and the embedded database live (PIECEMEAL_DATA_DIR, default ./data)")
  private Path dataDirectory = Path.of("data");

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:PIECEMEAL_DATABASE_URL}",
      description =
          "jdbc:postgresql://… of a PostgreSQL 14 or newer instead of the embedded one"
              + " (PIECEMEAL_DATABASE_URL; with PIECEMEAL_DATABASE_USER and"
              + " PIECEMEAL_DATABASE_PASSWORD, which are read from the environment only)")
  private Optional<String> databaseUrl = Optional.empty();

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
          "No bytes are taken while less is free in the data directory, 0 to fill it up"
              + " (PIECEMEAL_MIN_FREE_DISK, default 256MiB)")
  private ByteCount minFreeDisk = new ByteCount(256L << 20);

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_RATE_LIMIT:-0}",
      description =
          "Requests a minute of one owner on this node, 0 for any number (PIECEMEAL_RATE_LIMIT,"
              + " default 0)")
  private int rateLimit;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_MAX_IN_FLIGHT:-1000}",
      description =
          "Uploads under way at once on this node (PIECEMEAL_MAX_IN_FLIGHT, default 1000)")
  private int maxInFlight;

  @Option(
      names = "--min-body-rate",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MIN_BODY_RATE:-0}",
      description =
          "Bytes a second that a body must bring after its first 10 s, 0 for any number"
              + " (PIECEMEAL_MIN_BODY_RATE, default 0)")
  private ByteCount minBodyRate = ByteCount.ZERO;

  @Option(
      names = "--body-idle",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_BODY_IDLE:-60s}",
      description = "How long a body may bring nothing (PIECEMEAL_BODY_IDLE, default 60s)")
  private Duration bodyIdle = Duration.ofSeconds(60);

  @Option(
      names = "--delete-delay",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_DELETE_DELAY:-1h}",
      description =
          "How long the bytes of deleted files stay, for downloads under way"
              + " (PIECEMEAL_DELETE_DELAY, default 1h)")
  private Duration deleteDelay = Duration.ofHours(1);

  @Option(
      names = "--compact-chunks",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_COMPACT_CHUNKS:-16}",
      description =
          "Complete files of at least so many chunks, of less than 1 MiB on average, are made of one"
              + " object in the background, 0 for none (PIECEMEAL_COMPACT_CHUNKS, default 16)")
  private int compactChunks;

  @Option(
      names = "--collect-interval",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_COLLECT_INTERVAL:-1h}",
      description =
          "The rest between two searches for objects that are part of no file, 0s for none"
              + " (PIECEMEAL_COLLECT_INTERVAL, default 1h)")
  private Duration collectInterval = Duration.ofHours(1);

  @Option(
      names = "--collect-age",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_COLLECT_AGE:-1h}",
      description =
          "Objects that are part of no file are removed when they are so old; longer than a direct"
              + " upload takes (PIECEMEAL_COLLECT_AGE, default 1h)")
  private Duration collectAge = Duration.ofHours(1);

  @Option(
      names = "--scrub-rate",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_SCRUB_RATE:-1MiB}",
      description =
          "Bytes a second that are read in the background to find damage, 0 for none"
              + " (PIECEMEAL_SCRUB_RATE, default 1MiB)")
  private ByteCount scrubRate = new ByteCount(1L << 20);

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_DRAIN_DELAY:-0s}",
      description =
          "How long /health/ready is red before a stopping server refuses connections"
              + " (PIECEMEAL_DRAIN_DELAY, default 0s)")
  private Duration drainDelay = Duration.ZERO;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_DRAIN_TIMEOUT:-30s}",
      description =
          "How long accepted requests may take when the server stops"
              + " (PIECEMEAL_DRAIN_TIMEOUT, default 30s)")
  private Duration drainTimeout = Duration.ofSeconds(30);

  /**
   * Checks and collects all settings.
   *
   * @param environment where secrets are read from
   */
  Settings toSettings(Map<String, String> environment) {
    try {
      return new Settings(
          new Settings.Server(
              host,
              port,
              ServiceUrl.parse(publicUrl),
              new AllowedHosts(allowedHosts),
              drainDelay,
              drainTimeout),
          dataDirectory.toAbsolutePath().normalize(),
          minFreeDisk,
          databaseUrl.filter(url -> !url.isBlank()).map(url -> externalDatabase(url, environment)),
          ApiKeysSetting.parse(environment.getOrDefault("PIECEMEAL_API_KEYS", "")),
          new Limits(maxChunk, maxFile, maxDirect, quota()),
          new RequestGuards(
              rateLimit == 0 ? OptionalInt.empty() : OptionalInt.of(rateLimit),
              maxInFlight,
              minBodyRate,
              bodyIdle),
          new Retention(retention, maxLifetime),
          positive("the lifetime of tickets", ticketLifetime),
          new SweepFilesService.Policy(deleteDelay, REMEMBERED, SWEPT_AT_ONCE),
          compacting(),
          new Settings.Upkeep(collectInterval, collectAge, scrubRate));
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see piecemeal serve --help", e);
    }
  }

  private Optional<CompactFilesService.Policy> compacting() {
    return compactChunks == 0
        ? Optional.empty()
        : Optional.of(new CompactFilesService.Policy(compactChunks, LARGE_CHUNK, COMPACTION_LEASE));
  }

  private static Duration positive(String what, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(what + " has to be positive");
    }
    return time;
  }

  private Quota quota() {
    return new Quota(
        Optional.of(quotaBytes).filter(bytes -> !bytes.isZero()),
        quotaSessions == 0 ? OptionalInt.empty() : OptionalInt.of(quotaSessions));
  }

  private static Settings.ExternalDatabase externalDatabase(
      String url, Map<String, String> environment) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "PIECEMEAL_DATABASE_URL has to start with jdbc:postgresql:");
    }
    return new Settings.ExternalDatabase(
        url,
        environment.getOrDefault("PIECEMEAL_DATABASE_USER", "piecemeal"),
        environment.getOrDefault("PIECEMEAL_DATABASE_PASSWORD", ""));
  }
}
