package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.persistence.audit.FileAuditTrail;
import io.piecemeal.adapters.remote.ImportHosts;
import io.piecemeal.adapters.s3.S3Location;
import io.piecemeal.adapters.scan.ClamdAddress;
import io.piecemeal.adapters.webhooks.WebhookKey;
import io.piecemeal.application.access.FixedKeys;
import io.piecemeal.application.upkeep.CompactFilesService;
import io.piecemeal.application.upkeep.SweepFilesService;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.http.server.access.AccessLines;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.address.TrustedProxies;
import io.piecemeal.http.server.guard.RequestGuards;
import io.piecemeal.http.server.netty.AllowedOrigins;
import io.piecemeal.http.server.netty.ConnectionLimits;
import io.piecemeal.http.server.netty.ManagementPort;
import io.piecemeal.http.server.netty.PageOrigins;
import io.piecemeal.http.server.tls.Http2;
import io.piecemeal.http.server.tls.TlsFiles;
import io.piecemeal.outbound.OutboundPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings, validated. What is secret is not in {@code toString}.
 *
 * @param bucket where chunks are; empty if they are elsewhere
 * @param pluggedStore where chunks are, in a store that is not in the box; with neither they are in
 *     the data directory
 * @param plugins where jars of such stores are
 * @param readCache bytes of the bucket that are kept in the data directory; empty for none
 * @param oidc empty if only API keys are taken
 * @param ticketLifetime how long after its issue a ticket may be used
 * @param inlineChunk how long a chunk may be that the ledger keeps; zero for none
 * @param eventRetention how long events can be read
 * @param webhooks empty if events are sent nowhere
 * @param imports empty if nothing is fetched for callers
 * @param scanner empty if files are not scanned
 * @param mcpFiles whether clients of MCP may transfer files by an open proposal
 * @param audit empty if that is written down nowhere
 * @param compacting empty if files stay in the chunks that they came in
 * @param given what an operator set, for people
 */
public record Settings(
    Server server,
    Path dataDirectory,
    ByteCount minFreeDisk,
    ByteCount inlineChunk,
    Optional<S3Location> bucket,
    Optional<URI> pluggedStore,
    Optional<Path> plugins,
    Optional<ByteCount> readCache,
    Optional<ExternalDatabase> database,
    FixedApiKeys apiKeys,
    Optional<Oidc> oidc,
    Limits limits,
    RequestGuards guards,
    ConnectionLimits connections,
    Retention retention,
    Duration ticketLifetime,
    SweepFilesService.Policy sweeping,
    Optional<CompactFilesService.Policy> compacting,
    Upkeep upkeep,
    Duration eventRetention,
    Optional<Webhooks> webhooks,
    Optional<Imports> imports,
    Optional<Scanner> scanner,
    McpFiles mcpFiles,
    Optional<Audit> audit,
    Log log,
    GivenSettings given) {

  /** Four of the largest chunks at a time. */
  private static final long LEAST_TRANSFER = 32L << 20;

  /**
   * Bytes outside of the heap for chunks on their way to a bucket. By itself, the JVM allows as
   * many as the heap has.
   */
  public static ByteCount transferMemory() {
    return new ByteCount(Math.max(Runtime.getRuntime().maxMemory() / 4, LEAST_TRANSFER));
  }

  /**
   * What is logged, and how.
   *
   * @param collector where traces go; empty if there are none
   */
  public record Log(
      LogLevel level, LogFormat format, AccessLines access, Optional<Collector> collector) {

    /** Without effect after the first logger was made. */
    void apply() {
      level.apply();
      format.apply();
    }
  }

  /**
   * Where traces go.
   *
   * @param share of those that begin here, from 0 to 1
   */
  public record Collector(URI url, double share) {}

  /**
   * What is looked after in the background.
   *
   * @param collectInterval the rest between two searches for orphans; zero for none
   * @param collectAge orphans that changed since are left alone
   * @param scrubRate bytes a second that are read to find damage; zero for none
   */
  public record Upkeep(Duration collectInterval, Duration collectAge, ByteCount scrubRate) {}

  /**
   * Where and how requests are taken.
   *
   * @param port 0 lets the system choose
   * @param management empty if health, metrics and the admin API are where all else is
   * @param tls empty for plain HTTP
   * @param http2 whether callers may speak it, where there is TLS
   * @param trustedProxies those that are believed what they say of their callers
   * @param publicUrl where callers reach the service, if not at its own address
   * @param allowedHosts the names under which the service is reached
   * @param allowedOrigins origins of other pages that may call, and read the answers
   * @param startTimeout how long a start waits for its database
   * @param drainDelay how long readiness is red before connections are refused
   * @param drainTimeout how long accepted requests may take to finish after that
   */
  public record Server(
      String host,
      int port,
      Optional<ManagementPort> management,
      Optional<TlsFiles> tls,
      Http2 http2,
      TrustedProxies trustedProxies,
      Optional<URI> publicUrl,
      AllowedHosts allowedHosts,
      AllowedOrigins allowedOrigins,
      Duration startTimeout,
      Duration drainDelay,
      Duration drainTimeout) {

    private static final int MAX_PORT = 65_535;

    public Server {
      check("--port", port, 0);
      management.ifPresent(own -> checkManagement(own.port(), port));
    }

    private static void checkManagement(int own, int port) {
      check("--management-port", own, 1);
      if (own == port) {
        throw new IllegalArgumentException(
            "%s is %d, and so is %s: choose another port for the one of them"
                .formatted(Setting.name("--management-port"), own, Setting.name("--port")));
      }
    }

    private static void check(String option, int port, int least) {
      if (port < least || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "%s is %d, and has to be a port from %d to %d"
                .formatted(Setting.name(option), port, least, MAX_PORT));
      }
    }

    /** The pages in browsers that may call: those of other origins, and our own. */
    public PageOrigins pages() {
      return new PageOrigins(allowedOrigins, publicUrl);
    }
  }

  /**
   * Where it is written down who did what.
   *
   * @param full bytes at which a new file is begun
   */
  public record Audit(Path file, ByteCount full, FileAuditTrail.Loss onLoss) {}

  /**
   * How events are sent to the URLs of owners.
   *
   * @param key makes the secrets
   * @param patience after this time of failures a webhook is off
   */
  public record Webhooks(WebhookKey key, OutboundPolicy policy, Duration patience) {}

  /**
   * From where files are fetched for callers.
   *
   * @param policy which addresses the hosts may have
   * @param time how long an import may take
   */
  public record Imports(ImportHosts hosts, OutboundPolicy policy, Duration time) {}

  /**
   * What looks at files before they can be read.
   *
   * @param policy of owners that have none of their own
   */
  public record Scanner(ClamdAddress address, ScanPolicy policy) {}

  /** Whether the methods of an open proposal for files are there at {@code /mcp}. */
  public enum McpFiles {
    OFFERED,
    LEFT_OUT
  }

  /** An external PostgreSQL. */
  public record ExternalDatabase(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "ExternalDatabase[user=" + user + "]";
    }
  }

  /**
   * An issuer of tokens that is trusted.
   *
   * @param issuer as it calls itself
   * @param audiences what it may call this service
   * @param scopes what the words of the claim mean
   * @param console empty if the console does not sign people on there
   */
  public record Oidc(
      String issuer,
      Set<String> audiences,
      String ownerClaim,
      String scopesClaim,
      Map<String, Set<Scope>> scopes,
      Optional<ConsoleClient> console) {}

  /**
   * What the console is to the issuer.
   *
   * @param scope what it asks for, words separated by blanks
   */
  public record ConsoleClient(String id, String scope) {}

  /**
   * Keys that configuration gives; often none.
   *
   * @param keys what they were, as hashes
   */
  public record FixedApiKeys(Set<Owner> owners, FixedKeys keys) {
    public boolean isEmpty() {
      return owners.isEmpty();
    }

    @Override
    public String toString() {
      return "FixedApiKeys" + owners;
    }
  }
}
