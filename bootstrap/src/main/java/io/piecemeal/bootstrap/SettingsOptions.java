package io.piecemeal.bootstrap;

import io.piecemeal.adapters.http.netty.AllowedHosts;
import io.piecemeal.adapters.mcp.guard.AllowedOrigins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The settings as options of the command line; where an option is not given, its environment
 * variable counts. Secrets are taken from the environment only, since a command line is visible to
 * everybody.
 */
final class SettingsOptions {

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
      names = "--allowed-origins",
      paramLabel = "ORIGIN",
      split = ",",
      defaultValue = "${env:PIECEMEAL_ALLOWED_ORIGINS}",
      description =
          "Pages in browsers that may call tools, such as https://app.example.com, separated by"
              + " commas; always those of this service on this machine"
              + " (PIECEMEAL_ALLOWED_ORIGINS, default none)")
  private Set<String> allowedOrigins = Set.of();

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

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final GuardOptions guards = new GuardOptions();

  @Mixin private final UpkeepOptions upkeep = new UpkeepOptions();

  @Option(
      names = "--start-timeout",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_START_TIMEOUT:-10m}",
      description =
          "How long a start waits for a database that recovers or is not reachable yet"
              + " (PIECEMEAL_START_TIMEOUT, default 10m)")
  private Duration startTimeout = Duration.ofMinutes(10);

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
              new AllowedOrigins(allowedOrigins),
              startTimeout,
              drainDelay,
              drainTimeout),
          dataDirectory.toAbsolutePath().normalize(),
          limits.minFreeDisk(),
          databaseUrl.filter(url -> !url.isBlank()).map(url -> externalDatabase(url, environment)),
          ApiKeysSetting.parse(environment.getOrDefault("PIECEMEAL_API_KEYS", "")),
          limits.limits(),
          guards.guards(),
          limits.retention(),
          limits.ticketLifetime(),
          upkeep.sweeping(),
          upkeep.compacting(),
          upkeep.upkeep());
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see piecemeal serve --help", e);
    }
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
