package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.interop.NodePackages.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole uploads by the clients of the Model Context Protocol that others use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpClientsIT {

  @TempDir private static Path work;

  private NodePackages packages;
  private PackagedService service;

  @BeforeAll
  void start() throws Exception {
    packages = NodePackages.installed(PackagedService.home());
    service = PackagedService.start(work);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void theOfficialClientsOfBothRevisionsUpload() {
    assertSucceeds(packages.script("clients.mjs", service.environment()));
  }

  @Test
  void theToolsAreValidAndTheirErrorsAreShown() {
    assertSucceeds(packages.script("tools.mjs", service.environment()));
  }

  @Test
  void theBridgeServesClientsWithoutHttp() {
    assertSucceeds(packages.script("stdio.mjs", service.environment()));
  }

  @Test
  void theInspectorUploads() {
    assertSucceeds(packages.newerScript(service.environment(), "inspector.mjs"));
  }

  private static void assertSucceeds(Outcome outcome) {
    System.out.print(outcome.output());
    assertThat(outcome.code()).as(outcome.output()).isZero();
  }
}
