package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proxy.FaultProxy;
import io.piecemeal.harness.proxy.FaultProxyControl;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of {@code client-scenarios} with each client that has a runner there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenariosGate {

  private static final int PATIENCE_MINUTES = 8;

  @TempDir private static Path work;

  private PackagedService service;
  private FaultProxy proxy;
  private FaultProxyControl control;

  @BeforeAll
  void start() throws Exception {
    service = PackagedService.start(work);
    proxy = FaultProxy.before(service.port());
    control = FaultProxyControl.of(proxy);
  }

  @AfterAll
  void stop() throws IOException {
    if (control != null) {
      control.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theClientForJavaScriptSurvivesThem() throws Exception {
    play("node", "run.mjs");
  }

  @Test
  void theExampleInPythonSurvivesThem() throws Exception {
    play("python3", "run.py");
  }

  @Test
  void theClientForJavaSurvivesThem() throws Exception {
    Path scenarios = PackagedService.home().resolve("client-scenarios/scenarios.json");
    assertThat(JavaScenarios.play(scenarios, proxy, service.url())).isEmpty();
  }

  private void play(String program, String runner) throws IOException, InterruptedException {
    assumeTrue(Programs.find(program).isPresent(), "skipped: there is no " + program);
    Path scenarios = PackagedService.home().resolve("client-scenarios");
    Path log = work.resolve(runner + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program, scenarios.resolve(runner).toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SCENARIOS_PROXY", proxy.url(),
                "SCENARIOS_CONTROL", control.url(),
                "PIECEMEAL_URL", service.url(),
                "PIECEMEAL_KEY", ServiceCommand.KEY));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      String said = Files.readString(log);
      System.out.print(said);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
