package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.interop.NodePackages.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official conformance suite, in the version of each revision. What does not apply to this
 * server is listed with reasons in the baselines beside the scripts; the suite also fails at an
 * entry that has come to pass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceGate {

  @TempDir private static Path work;

  private NodePackages packages;
  private PackagedService service;

  @BeforeAll
  void start() throws Exception {
    Path home = PackagedService.home();
    packages = NodePackages.installed(home);
    Path classes = Files.createDirectory(work.resolve("fixtures"));
    Fixtures.compile(home, PackagedService.packaged(), classes);
    service = PackagedService.startWith(classes, work);
    Outcome stored = packages.script("store.mjs", service.environment());
    assertThat(stored.code()).as(stored.output()).isZero();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void everyScenarioOf20251125ThatAppliesPasses() {
    assertPasses(
        "conformance",
        "--suite",
        "all",
        "--spec-version",
        "2025-11-25",
        "--expected-failures",
        "conformance-2025-11-25.yml");
  }

  @Test
  void everyScenarioOf20260728ThatAppliesPasses() {
    assertPasses(
        "conformance-next",
        "--requirements",
        "2026-07-28",
        "--expected-failures",
        "conformance-2026-07-28.yml");
  }

  /** The suite runs these with the others, but does not fail at them unless they are named. */
  @ParameterizedTest
  @ValueSource(strings = {"json-schema-2020-12", "http-header-validation"})
  void aScenarioThatTheSuiteDoesNotScoreYetPasses(String scenario) {
    assertPasses("conformance-next", "--spec-version", "2026-07-28", "--scenario", scenario);
  }

  private void assertPasses(String suite, String... options) {
    String program = "node_modules/@modelcontextprotocol/" + suite + "/dist/index.js";
    List<String> script =
        List.of("with-key.mjs", program, "server", "--url", "{url}", "--output-dir", "results");
    Outcome outcome =
        packages.newerScript(
            service.environment(),
            Stream.concat(script.stream(), Arrays.stream(options)).toArray(String[]::new));

    System.out.println(summary(outcome.output()));
    assertThat(outcome.code()).as(outcome.output()).isZero();
  }

  private static String summary(String output) {
    return Stream.of("=== SUMMARY ===", "Test Results:")
        .filter(output::contains)
        .findFirst()
        .map(heading -> output.substring(output.indexOf(heading)))
        .orElse(output);
  }
}
