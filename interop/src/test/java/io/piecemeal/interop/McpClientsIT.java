package io.piecemeal.interop;

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
    packages.script("clients.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theToolsAreValidAndTheirErrorsAreShown() {
    packages.script("tools.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theBridgeServesClientsWithoutHttp() {
    packages.script("stdio.mjs", service.environment()).requireSuccess();
  }

  @Test
  void theInspectorUploads() {
    packages.newerScript(service.environment(), "inspector.mjs").requireSuccess();
  }
}
