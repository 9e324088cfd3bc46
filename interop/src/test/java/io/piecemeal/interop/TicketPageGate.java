package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a ticket in a real browser. */
class TicketPageGate {

  @TempDir private static Path work;

  @Test
  void aPersonSendsAFileInABrowser() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home());
    try (PackagedService service = PackagedService.start(work)) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());

      packages.script("page.mjs", environment).requireSuccess();
    }
  }
}
