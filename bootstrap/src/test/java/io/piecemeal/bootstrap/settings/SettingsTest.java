package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.http.server.netty.ConnectionLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Settings that make no sense are refused, each by the name that its operator knows. */
class SettingsTest {

  private static final String ALICE = "alice=0123456789abcdef0123456789abcdef";

  /** Assignments, separated by blanks; parts of the message, separated by bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PIECEMEAL_RETENTON=48h; PIECEMEAL_RETENTON is not a setting|did you mean PIECEMEAL_RETENTION?",
        "PIECEMEAL_MAXCHUNK=1; did you mean PIECEMEAL_MAX_CHUNK?",
        "PIECEMEAL_API_KEY=x; did you mean PIECEMEAL_API_KEYS?",
        "PIECEMEAL_DATABASE_PASSWROD=x; did you mean PIECEMEAL_DATABASE_PASSWORD?",
        "PIECEMEAL_COLOUR=red; PIECEMEAL_COLOUR is not a setting: remove it",
        "PIECEMEAL_HOTS=x PIECEMEAL_PROT=1; PIECEMEAL_HOST?|PIECEMEAL_PORT?",
        "PIECEMEAL_TICKET_LIFETIME=48h; --ticket-lifetime (PIECEMEAL_TICKET_LIFETIME) is 2d|--retention (PIECEMEAL_RETENTION), 1d",
        "PIECEMEAL_TICKET_LIFETIME=2h PIECEMEAL_RETENTION=90m; is 2h|--retention|90m",
        "PIECEMEAL_TICKET_LIFETIME=0s; --ticket-lifetime|0ms|at least 1ms",
        "PIECEMEAL_RETENTION=8d; --retention (PIECEMEAL_RETENTION) is 8d|--max-lifetime (PIECEMEAL_MAX_LIFETIME), 7d",
        "PIECEMEAL_RETENTION=0s; --retention|at least 1ms",
        "PIECEMEAL_MAX_LIFETIME=0s; --max-lifetime|at least 1ms",
        "PIECEMEAL_MAX_CHUNK=2MiB PIECEMEAL_MAX_FILE=1MiB; --max-chunk (PIECEMEAL_MAX_CHUNK) is 2MiB|--max-file (PIECEMEAL_MAX_FILE), 1MiB",
        "PIECEMEAL_MAX_CHUNK=0; --max-chunk|at least 1",
        "PIECEMEAL_MAX_FILE=0; --max-file|at least 1",
        "PIECEMEAL_MAX_DIRECT=0; --max-direct|at least 1",
        "PIECEMEAL_QUOTA_SESSIONS=-1; --quota-sessions (PIECEMEAL_QUOTA_SESSIONS) is -1|at least 0",
        "PIECEMEAL_RATE_LIMIT=-1; --rate-limit (PIECEMEAL_RATE_LIMIT) is -1",
        "PIECEMEAL_MAX_IN_FLIGHT=0; --max-in-flight (PIECEMEAL_MAX_IN_FLIGHT) is 0|at least 1",
        "PIECEMEAL_BODY_IDLE=0s; --body-idle (PIECEMEAL_BODY_IDLE) is 0ms",
        "PIECEMEAL_COMPACT_CHUNKS=1; --compact-chunks (PIECEMEAL_COMPACT_CHUNKS)",
        "PIECEMEAL_CHUNK_STORE=/data; --chunk-store (PIECEMEAL_CHUNK_STORE)|s3://bucket/prefix",
        "PIECEMEAL_CHUNK_STORE=s3:bucket; --chunk-store|s3://bucket/prefix",
        "PIECEMEAL_CHUNK_STORE=s3://; --chunk-store|it has to be like s3://bucket/prefix",
        "PIECEMEAL_CHUNK_STORE=x://; --chunk-store|it has to be like s3://bucket/prefix",
        "PIECEMEAL_HTTP2=true; --http2 (PIECEMEAL_HTTP2)|no TLS|PIECEMEAL_TLS_CERT",
        "PIECEMEAL_READ_CACHE=1GiB; --read-cache (PIECEMEAL_READ_CACHE) is for a bucket|PIECEMEAL_CHUNK_STORE",
        "PIECEMEAL_S3_REGION=x; --chunk-store (PIECEMEAL_CHUNK_STORE) is not set|PIECEMEAL_S3_REGION",
        "PIECEMEAL_S3_PATH_STYLE=true; --chunk-store (PIECEMEAL_CHUNK_STORE) is not set",
        "PIECEMEAL_CHUNK_STORE=s3://a PIECEMEAL_S3_ENDPOINT=x; --s3-endpoint (PIECEMEAL_S3_ENDPOINT)",
        "PIECEMEAL_MAX_CONNECTIONS=2 PIECEMEAL_MAX_CONNECTIONS_PER_ADDRESS=3; of at most 2 connections, one address cannot have 3",
        "PIECEMEAL_PORT=65536; --port (PIECEMEAL_PORT) is 65536|65535",
        "PIECEMEAL_PUBLIC_URL=files.example.org; --public-url (PIECEMEAL_PUBLIC_URL)|files.example.org",
        "PIECEMEAL_PUBLIC_URL=https://{id}.example.org; --public-url (PIECEMEAL_PUBLIC_URL)",
        "PIECEMEAL_ALLOWED_HOSTS=https://files.example.org; --allowed-hosts (PIECEMEAL_ALLOWED_HOSTS)|without a port",
        "PIECEMEAL_ALLOWED_HOSTS=files.example.org:443; --allowed-hosts",
        "PIECEMEAL_ALLOWED_ORIGINS=app.example.com; --allowed-origins (PIECEMEAL_ALLOWED_ORIGINS)|https://app.example.com",
        "PIECEMEAL_API_KEYS=a b=0123456789abcdef0123456789abcdef; PIECEMEAL_API_KEYS: an owner has",
        "PIECEMEAL_API_KEYS=alice; PIECEMEAL_API_KEYS has to look like",
        "PIECEMEAL_DATABASE_URL=postgresql://db/x; --database-url (PIECEMEAL_DATABASE_URL)|jdbc:postgresql:",
        "PIECEMEAL_OIDC_ISSUER=https://sso; --oidc-issuer (PIECEMEAL_OIDC_ISSUER) and --oidc-audience|belong together",
        "PIECEMEAL_OIDC_AUDIENCE=x; --oidc-audience (PIECEMEAL_OIDC_AUDIENCE)|belong together",
        "PIECEMEAL_OIDC_ISSUER=http://sso.example.org PIECEMEAL_OIDC_AUDIENCE=x; --oidc-issuer (PIECEMEAL_OIDC_ISSUER)|is not an https URL",
        "PIECEMEAL_OIDC_CONSOLE_CLIENT=x; --oidc-console-client (PIECEMEAL_OIDC_CONSOLE_CLIENT) needs --oidc-issuer",
        "PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=x PIECEMEAL_OIDC_CONSOLE_SCOPE=openid; --oidc-console-scope (PIECEMEAL_OIDC_CONSOLE_SCOPE) needs --oidc-console-client",
        "PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=x PIECEMEAL_OIDC_CONSOLE_CLIENT=c PIECEMEAL_OIDC_CONSOLE_SCOPE=é; --oidc-console-scope|is not like",
        "PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=x PIECEMEAL_OIDC_SCOPES=read; --oidc-scopes (PIECEMEAL_OIDC_SCOPES)|'read' is not like",
        "PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=x PIECEMEAL_OIDC_SCOPES=a=reed; --oidc-scopes|'a=reed' is not like",
        "PIECEMEAL_DATABASE_USER=me; --database-url (PIECEMEAL_DATABASE_URL) is not set",
        "PIECEMEAL_DATABASE_URL= PIECEMEAL_DATABASE_PASSWORD=me; --database-url (PIECEMEAL_DATABASE_URL) is not set",
      })
  void contradictionIsRefused(String assignments, String expected) {
    assertThatThrownBy(() -> of(assignments))
        .isInstanceOf(StartupException.class)
        .message()
        .contains(expected.split("\\|", -1))
        .endsWith("; see piecemeal serve --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PIECEMEAL_LOG_LEVEL=LOUD",
        "PIECEMEAL_PORT=http",
        "PIECEMEAL_RETENTION=soon",
        "PIECEMEAL_RETENTION=36501d",
        "PIECEMEAL_RETENTION=999999999999d",
        "PIECEMEAL_MAX_FILE=2MB",
        "PIECEMEAL_MAX_FILE=999999999999TiB",
        "PIECEMEAL_RATE_LIMIT=99999999999",
      })
  void valueThatCannotBeReadIsRefused(String assignment) {
    String name = assignment.substring(0, assignment.indexOf('='));
    assertThatThrownBy(() -> of(assignment))
        .isInstanceOf(StartupException.class)
        .message()
        .startsWith("--")
        .contains(" (" + name + "): ", "'" + assignment.substring(name.length() + 1) + "'")
        .endsWith("; see piecemeal serve --help");
  }

  @Test
  void keyInTheOwnersPlaceIsNotPrinted() {
    assertThatThrownBy(() -> of("PIECEMEAL_API_KEYS=0123456789abcdef0123456789abcdef=alice"))
        .message()
        .startsWith("PIECEMEAL_API_KEYS has to look like")
        .doesNotContain("0123456789");
  }

  @Test
  void defaultYieldsToALowerBoundThatIsSet() {
    assertThat(of("PIECEMEAL_RETENTION=30m").ticketLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(of("PIECEMEAL_MAX_LIFETIME=2h").retention())
        .isEqualTo(new Retention(Duration.ofHours(2), Duration.ofHours(2)));
    assertThat(of("PIECEMEAL_MAX_FILE=1MiB").limits().chunk()).isEqualTo(new ByteCount(1L << 20));
  }

  /** A manifest says it of proxies, for machines and heaps that it does not know. */
  @Test
  void oneAddressMayHaveAllConnectionsOfASmallMachine() {
    ConnectionLimits limits = of("PIECEMEAL_MAX_CONNECTIONS_PER_ADDRESS=2000000000").connections();
    assertThat(limits.perAddress()).isEqualTo(limits.all());
  }

  @Test
  void blankVariableIsNone() {
    Settings settings = of("PIECEMEAL_PORT= PIECEMEAL_LOG_LEVEL= PIECEMEAL_DATABASE_URL=");
    assertThat(settings.server().port()).isEqualTo(8080);
    assertThat(settings.log().level()).isEqualTo(LogLevel.INFO);
    assertThat(settings.database()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-0.1", "NaN"})
  void shareOfTracesIsFromNoneToAll(String share) {
    assertThat(of("PIECEMEAL_TRACE_SHARE=0.25 PIECEMEAL_OTLP_ENDPOINT=http://a").log().collector())
        .map(Settings.Collector::share)
        .contains(0.25);
    assertThatThrownBy(() -> of("PIECEMEAL_TRACE_SHARE=" + share))
        .hasMessageContaining("--trace-share (PIECEMEAL_TRACE_SHARE): has to be from 0 to 1");
  }

  @Test
  void optionWinsOverItsVariable() {
    Map<String, String> environment = Map.of("PIECEMEAL_PORT", "1", "PIECEMEAL_LOG_LEVEL", "debug");
    Settings settings = SettingsOptions.parse(List.of("--port=2"), environment);
    assertThat(settings.server().port()).isEqualTo(2);
    assertThat(settings.log().level()).isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void blanksAroundNamesAreNoPartOfThem() {
    Settings settings =
        SettingsOptions.parse(
            List.of(), Map.of("PIECEMEAL_ALLOWED_HOSTS", "a.example.org, b.example.org,"));
    assertThat(settings.server().allowedHosts().names())
        .containsExactlyInAnyOrder("a.example.org", "b.example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PIECEMEAL_JAVA_OPTS",
        "PIECEMEAL_KEY",
        "PIECEMEAL_TEST_URL",
        "PIECEMEAL_SERVICE_HOST",
        "PIECEMEAL_SERVICE_PORT_HTTP",
        "PIECEMEAL_PORT_8080_TCP_ADDR",
        "HOME",
      })
  void nameThatSomebodyElseReadsIsLeftAlone(String name) {
    assertThat(SettingsOptions.parse(List.of(), Map.of(name, "x"))).isNotNull();
  }

  @Test
  void everySettingIsReadFromTheGivenEnvironmentOnly() {
    assertThat(CommandSpec.forAnnotatedObject(new SettingsOptions()).options())
        .allSatisfy(
            option -> {
              assertThat(String.valueOf(option.defaultValue())).doesNotContain("${");
              assertThat(Setting.variable(option))
                  .hasValueSatisfying(
                      name -> assertThat(String.join("", option.description())).contains(name));
            });
  }

  @Test
  void wordOfATokenMayMeanSeveralScopes() {
    Settings.Oidc oidc =
        of("PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=a,b"
                + " PIECEMEAL_OIDC_SCOPES=f:rw=read,f:rw=write,ops=admin")
            .oidc()
            .orElseThrow();
    assertThat(oidc.audiences()).containsExactly("a", "b");
    assertThat(oidc.scopes())
        .isEqualTo(Map.of("f:rw", Set.of(Scope.READ, Scope.WRITE), "ops", Set.of(Scope.ADMIN)));
  }

  @Test
  void consoleAsksForTheWordsThatAreNotForOperators() {
    String issuer = "PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=a ";
    String client = issuer + "PIECEMEAL_OIDC_CONSOLE_CLIENT=console";
    assertThat(of(issuer).oidc().orElseThrow().console()).isEmpty();
    assertThat(asked(client + " PIECEMEAL_OIDC_SCOPES=f=read,f=write,ops=admin,ops=read"))
        .isEqualTo("openid f");
    assertThat(asked(client + " PIECEMEAL_OIDC_SCOPES_CLAIM=roles")).isEqualTo("openid");
    assertThat(asked(client + " PIECEMEAL_OIDC_CONSOLE_SCOPE=openid api://x/read"))
        .isEqualTo("openid api://x/read");
  }

  private static String asked(String assignments) {
    return of(assignments).oidc().orElseThrow().console().orElseThrow().scope();
  }

  @Test
  void adminIsGivenToNoWordByItself() {
    assertThat(
            of("PIECEMEAL_OIDC_ISSUER=https://sso PIECEMEAL_OIDC_AUDIENCE=a")
                .oidc()
                .orElseThrow()
                .scopes())
        .containsOnlyKeys("read", "write", "delete");
  }

  @Test
  void whatIsSecretIsNotPrinted() {
    Settings settings =
        SettingsOptions.parse(
            List.of("--database-url=jdbc:postgresql://db/x?password=hidden"),
            Map.of("PIECEMEAL_API_KEYS", ALICE, "PIECEMEAL_DATABASE_PASSWORD", "hidden"));
    assertThat(settings.toString()).doesNotContain("hidden", "0123456789");
  }

  private static Settings of(String assignments) {
    Map<String, String> environment =
        Stream.of(assignments.split(" (?=PIECEMEAL_)", -1))
            .map(assignment -> assignment.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    return SettingsOptions.parse(List.of(), environment);
  }
}
