package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The questions of docs/operations.md: three services are brought into the situations that they ask
 * about, and what the answer says is asked as it stands there.
 */
class AnswersGate {

  private static final Path HOME = PackagedService.home();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final Pattern ROW =
      Pattern.compile("^\\| (?<question>[^|]+\\?) \\| (?<answer>.*) \\|$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern QUERY =
      Pattern.compile("(?:rate\\(|sum by|time\\(\\)|(?:piecemeal|hikaricp|process)_).*");

  /** What the commands of some answers say in these situations. */
  private static final Map<String, String> SAID =
      Map.of(
          "Is it damaged?", "damaged +[a-z0-9]{32}",
          "Are deleted bytes removed?", "collection +on",
          "Who deleted a file, or tried to?",
              "(?s)\"DELETE /files/[a-z0-9]{32}\".*\"file-deleted\"",
          "Did a crash leave anything?", "orphans +\\d+ objects",
          "Is anyone guessing keys?", "[0-9a-f]{16}, from 127\\.0\\.0\\.1",
          "When did it start or stop, and was that clean?", "(?s)runs on Java.*stopped",
          "What became of request X?", "/uploads/\\{fileId\\}|PUT",
          "Where does a slow request spend its time?", "\"trace_id\":\"[0-9a-f]{32}\"");

  @TempDir private static Path work;

  private static final ByteArrayOutputStream SPANS = new ByteArrayOutputStream();
  private static HttpServer collector;
  private static PackagedService service;
  private static PackagedService limited;
  private static PackagedService full;
  private static Prometheus prometheus;

  @BeforeAll
  static void makeTheSituations() throws Exception {
    Optional<Path> program = Programs.find("prometheus");
    assumeTrue(program.isPresent(), "skipped: there is no prometheus");
    PackagedService.launcher(work);
    collector = collector();
    service =
        start(
            "service",
            "--access-log=true",
            "--audit-log=" + work.resolve("audit.jsonl"),
            "--log-format=json",
            "--compact-chunks=2",
            "--delete-delay=0s",
            "--collect-interval=1s",
            "--scrub-rate=1GiB",
            "--otlp-endpoint=http://127.0.0.1:" + collector.getAddress().getPort());
    limited = start("limited", "--quota-bytes=16KiB", "--rate-limit=20", "--max-connections=20");
    full = start("full", "--min-free-disk=1000000GiB");
    prometheus = Prometheus.start(program.get(), work, List.of(service, limited, full));
    Bash made = bash("bash '" + HOME.resolve("interop/src/test/shell/situations.sh") + "'");
    System.out.println(made.said());
    assertThat(made.code()).as(made.said()).isZero();
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    Stream.of(service, limited, full).filter(Objects::nonNull).forEach(PackagedService::close);
    if (collector != null) {
      collector.stop(0);
    }
  }

  static Stream<Arguments> questions() throws IOException {
    List<MatchResult> rows =
        ROW.matcher(Files.readString(HOME.resolve("docs/operations.md"))).results().toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(30);
    return rows.stream().map(row -> Arguments.of(row.group("question"), row.group("answer")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void whatIsAskedIsAnswered(String question, String answer) throws Exception {
    if (answer.contains("stopped")) {
      limited.terminate();
      Path log = folder("limited/service.log");
      Prometheus.await(() -> Files.readString(log).contains("stopped"), "the last line of the log");
    }
    StringBuilder said = new StringBuilder();
    for (String code : CODE.matcher(answer).results().map(found -> found.group(1)).toList()) {
      if (QUERY.matcher(code).matches()) {
        prometheus.awaitAnswer(code);
      } else if (code.startsWith("SELECT ")) {
        said.append(rows(code));
      } else if (code.contains(" ")) {
        Bash bash = bash(code.replace("\\|", "|"));
        int expected = code.endsWith(" scrub") ? 1 : 0;
        assertThat(bash.code()).as(code + ": " + bash.said()).isEqualTo(expected);
        said.append(bash.said());
      }
    }
    assertThat(said.toString()).containsPattern(SAID.getOrDefault(question, ""));
  }

  /** The span of a request that the log has the id of came to the collector, too. */
  @Test
  void theTraceOfARequestIsWithTheCollector() throws Exception {
    String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    Prometheus.await(() -> SPANS.toString(StandardCharsets.ISO_8859_1).contains(id), "the trace");
  }

  /**
   * A probe stands for a second: what was ready before the database went may be told until then.
   */
  @Test
  void aServiceWithoutItsDatabaseIsNotUp() throws Exception {
    Prometheus.await(
        () -> bash("curl -f " + full.url() + "/health/ready").code() != 0, "a red probe");
  }

  private static Path folder(String name) {
    return work.resolve(name);
  }

  private static PackagedService start(String name, String... options) throws Exception {
    return PackagedService.start(Files.createDirectory(folder(name)), options);
  }

  private static HttpServer collector() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().transferTo(SPANS);
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }

  /** On the database of the first service, by its socket. */
  private static String rows(String statement) throws Exception {
    if (Programs.find("psql").isEmpty()) {
      System.out.println("skipped: there is no psql for " + statement);
      return "";
    }
    Bash bash =
        bash(
            """
            export PGPASSWORD=$(cat "$(find "$DATA/postgres" -name password | head -1)")
            psql -h "$(dirname "$(find "$DATA/postgres" -name '.s.PGSQL.*' -type s | head -1)")" \
              -p "$(find "$DATA/postgres" -name '.s.PGSQL.*' -type s | sed 's/.*\\.//' | head -1)" \
              -U piecemeal piecemeal -c '%s'
            """
                .formatted(statement));
    assertThat(bash.said()).contains("alice");
    return bash.said();
  }

  /** A command as a page shows it, in a folder where {@code ./piecemeal} is. */
  private static Bash bash(String command) throws IOException, InterruptedException {
    String here =
        command
            .replace("http://HOST", service.url())
            .replace("grep X ", "grep asked-for ")
            .replace("service.log", "service/service.log limited/service.log");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", here).directory(work.toFile()).redirectErrorStream(true);
    Map<String, String> environment = bash.environment();
    environment.keySet().removeIf(name -> name.startsWith("PIECEMEAL_"));
    environment.put("PIECEMEAL_DATA_DIR", folder("service/data").toString());
    environment.put("URL", service.url());
    environment.put("LIMITED", limited.url());
    environment.put("FULL", full.url());
    environment.put("DATA", folder("service/data").toString());
    environment.put("FULL_DATA", folder("full/data").toString());
    environment.put("KEY", ServiceCommand.KEY);
    environment.put("TRACE", TRACE);
    Process process = bash.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Bash(process.waitFor(), said);
  }

  private record Bash(int code, String said) {}
}
