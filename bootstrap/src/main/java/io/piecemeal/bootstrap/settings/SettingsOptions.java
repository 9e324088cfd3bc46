package io.piecemeal.bootstrap.settings;

import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.netty.AllowedOrigins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The settings as options of the command line; where an option is not given, its environment
 * variable counts, and then the file of settings. Secrets are no options, since a command line is
 * visible to everybody.
 */
public final class SettingsOptions {

  private static final String SEE_HELP = "; see piecemeal serve --help";

  public static final String API_KEYS = "PIECEMEAL_API_KEYS";
  public static final String API_KEYS_FILE = API_KEYS + "_FILE";
  static final String DATABASE_USER = "PIECEMEAL_DATABASE_USER";
  static final String DATABASE_PASSWORD = "PIECEMEAL_DATABASE_PASSWORD";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (PIECEMEAL_HOST, default 127.0.0.1)")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on, 0 for any (PIECEMEAL_PORT, default 8080)")
  private int port;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where callers reach the service, for the URLs of tickets (PIECEMEAL_PUBLIC_URL, default"
              + " its own address)")
  private String publicUrl = "";

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      description =
          "Names that 'Host' may have, separated by commas; any where there are none"
              + " (PIECEMEAL_ALLOWED_HOSTS, default none)")
  private Set<String> allowedHosts = Set.of();

  @Option(
      names = "--allowed-origins",
      paramLabel = "ORIGIN",
      split = ",",
      description =
          "Origins of pages in browsers that may call the API, /mcp and tickets (CORS), such as"
              + " https://app.example.com, separated by commas; always the service's own"
              + " (PIECEMEAL_ALLOWED_ORIGINS, default none)")
  private Set<String> allowedOrigins = Set.of();

  @Mixin private final ListenOptions listening = new ListenOptions();

  @Mixin private final StoreOptions store = new StoreOptions();

  @Mixin private final OidcOptions oidc = new OidcOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final GuardOptions guards = new GuardOptions();

  @Mixin private final ConnectionOptions connections = new ConnectionOptions();

  @Mixin private final UpkeepOptions upkeep = new UpkeepOptions();

  @Mixin private final WebhookOptions webhooks = new WebhookOptions();

  @Mixin private final ImportOptions imports = new ImportOptions();

  @Mixin private final ScanOptions scans = new ScanOptions();

  @Option(
      names = "--mcp-files",
      paramLabel = "TRUE|FALSE",
      arity = "1",
      defaultValue = "false",
      description =
          "Whether clients of MCP may have files sent and fetched by files/authorizeUpload and"
              + " files/authorizeDownload, which are a proposal (PIECEMEAL_MCP_FILES, default"
              + " false)")
  private boolean mcpFiles;

  @Mixin private final AuditOptions audit = new AuditOptions();

  @Option(
      names = "--start-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description =
          "How long a start waits for a database that recovers, or a database or bucket that is not reachable yet"
              + " (PIECEMEAL_START_TIMEOUT, default 10m)")
  private Duration startTimeout = Duration.ofMinutes(10);

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      defaultValue = "0s",
      description =
          "How long /health/ready is red before a stopping server refuses connections"
              + " (PIECEMEAL_DRAIN_DELAY, default 0s)")
  private Duration drainDelay = Duration.ZERO;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "How long accepted requests may take when the server stops"
              + " (PIECEMEAL_DRAIN_TIMEOUT, default 30s)")
  private Duration drainTimeout = Duration.ofSeconds(30);

  @Mixin private final LogOptions log = new LogOptions();

  /**
   * The settings that these arguments and this environment make.
   *
   * @throws StartupException if one cannot be read, or contradicts another
   */
  public static Settings parse(List<String> arguments, Map<String, String> environment) {
    SettingsOptions options = new SettingsOptions();
    CommandSpec settings = CommandSpec.create();
    settings.addMixin("settings", CommandSpec.forAnnotatedObject(options));
    CommandLine commandLine =
        CommandLines.configure(new CommandLine(settings), arguments, environment);
    try {
      ParseResult parsed = commandLine.parseArgs(arguments.toArray(String[]::new));
      return options.toSettings(parsed, environment);
    } catch (ParameterException e) {
      throw new StartupException(OneLineErrors.naming(e) + SEE_HELP, e);
    }
  }

  /** What a refusal of settings says, without where to look. */
  static String withoutHint(StartupException refusal) {
    return String.valueOf(refusal.getMessage()).replace(SEE_HELP, "");
  }

  /**
   * Checks and collects all settings, and has the log written as they say.
   *
   * @param parsed what these options were set from
   * @param environment where secrets are read from, or which names their files
   */
  public Settings toSettings(ParseResult parsed, Map<String, String> environment) {
    Sources sources = store.sources(environment);
    try {
      return toSettings(parsed, sources);
    } catch (IllegalArgumentException e) {
      throw new StartupException(sources.located(String.valueOf(e.getMessage())) + SEE_HELP, e);
    }
  }

  private Settings toSettings(ParseResult parsed, Sources sources) {
    sources.require();
    Map<String, String> values = sources.values();
    Settings.Log logged = log.log();
    // First, since what is made of the others may make the first logger.
    logged.apply();
    return new Settings(
        server(),
        store.dataDirectory(),
        limits.minFreeDisk(),
        limits.inlineChunk(),
        store.bucket(),
        store.pluggedStore(),
        store.plugins(),
        limits.readCache(store.bucket()),
        store.database(values),
        ApiKeysSetting.parse(values.getOrDefault(API_KEYS, "")),
        oidc.oidc(),
        limits.limits(),
        guards.guards(),
        connections.limits(),
        limits.retention(),
        limits.ticketLifetime(),
        upkeep.sweeping(),
        upkeep.compacting(),
        upkeep.upkeep(),
        upkeep.eventRetention(),
        webhooks.webhooks(values),
        imports.imports(webhooks.policy()),
        scans.scanner(),
        mcpFiles ? Settings.McpFiles.OFFERED : Settings.McpFiles.LEFT_OUT,
        audit.audit(),
        logged,
        GivenSettings.of(parsed, values));
  }

  private Settings.Server server() {
    return new Settings.Server(
        host,
        port,
        listening.management(),
        listening.tls(),
        listening.http2(),
        listening.trustedProxies(),
        Setting.read("--public-url", publicUrl, ServiceUrl::parse),
        Setting.read("--allowed-hosts", stripped(allowedHosts), AllowedHosts::new),
        Setting.read("--allowed-origins", stripped(allowedOrigins), AllowedOrigins::new),
        startTimeout,
        drainDelay,
        drainTimeout);
  }

  /** A blank behind a comma is no part of a name. */
  static Set<String> stripped(Set<String> names) {
    return names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
