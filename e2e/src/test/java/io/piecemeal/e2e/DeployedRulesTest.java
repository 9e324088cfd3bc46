package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard name what a scrape has, and Prometheus's own checker finds no fault. */
class DeployedRulesTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path PROMETHEUS = PROJECT.resolve("deploy/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Pattern METRIC =
      Pattern.compile("\\b(piecemeal|http_server|jvm|hikaricp)_[a-z0-9_]+");

  /** Of the parts of a histogram. */
  private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

  /**
   * A connection that is closed for a reason takes half a minute; the others are there only where
   * TLS, the audit trail, imports and a scanner are.
   */
  private static final Set<String> NOT_HERE =
      Set.of(
          "piecemeal_connections_closed_total",
          "piecemeal_tls_certificate_expiry_seconds",
          "piecemeal_tls_reloads_total",
          "piecemeal_imports_seconds",
          "piecemeal_scans_seconds",
          "piecemeal_scans_seconds_count",
          "piecemeal_read_cache_reads_total",
          "piecemeal_read_cache_bytes",
          "piecemeal_audit_failing",
          "piecemeal_audit_failures_total",
          "piecemeal_audit_dropped_total");

  private final Caller alice = Caller.alice();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/prometheus/alerts.yaml",
        "deploy/grafana/piecemeal.json",
        "docs/operations.md"
      })
  void everyMetricThatIsNamedIsScraped(String file) throws Exception {
    McpCaller.alice().trouble("upload_status", "file_id", "none");
    Set<String> known = new TreeSet<>(NOT_HERE);
    Scrape.of(alice).samples().keySet().stream()
        .map(sample -> sample.split("\\{", 2)[0])
        .flatMap(name -> Stream.of(name, SUFFIX.matcher(name).replaceFirst("")))
        .forEach(known::add);

    Set<String> named =
        METRIC
            .matcher(Files.readString(PROJECT.resolve(file)))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }

  /** The table of the documentation is whole, too. */
  @Test
  void everyMetricOfOursIsDocumented() throws Exception {
    McpCaller.alice().trouble("upload_status", "file_id", "none");
    String documented = Files.readString(PROJECT.resolve("docs/operations.md"));

    assertThat(Scrape.of(alice).samples().keySet())
        .filteredOn(sample -> sample.startsWith("piecemeal_"))
        .map(sample -> sample.split("\\{", 2)[0].replaceFirst(SUFFIX.pattern(), ""))
        .allMatch(documented::contains);
  }

  @Test
  void promtoolFindsTheRulesGoodAndEachAlertFiresAtItsTime() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: skipped");
    assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "alerts-test.yaml")).contains("SUCCESS");
    assertThat(promtool("check", "config", "--syntax-only", "prometheus.yaml")).contains("SUCCESS");
  }

  @Test
  void eachAlertHasATestOfItsTime() throws Exception {
    String tests = Files.readString(PROMETHEUS.resolve("alerts-test.yaml"));

    assertThat(Files.readAllLines(PROMETHEUS.resolve("alerts.yaml")))
        .filteredOn(line -> line.contains("- alert: "))
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> assertThat(tests).contains("- name: " + line.split(": ", 2)[1]));
  }

  private static String promtool(String... arguments) throws Exception {
    Path output = Files.createTempFile("promtool", ".out");
    ProcessBuilder command = new ProcessBuilder(PROMTOOL.toString());
    command.command().addAll(List.of(arguments));
    int status =
        command
            .directory(PROMETHEUS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String text = Files.readString(output);
    Files.delete(output);
    assertThat(status).as(text).isZero();
    return text;
  }
}
