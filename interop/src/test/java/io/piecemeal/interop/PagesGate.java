package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real browser: one of another origin that calls all of the API, and our own. */
class PagesGate {

  @TempDir private static Path work;

  @Test
  void pagesOfListedOriginsCallAndOursAreShown() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home());
    int port = FreePort.find();
    String option = "--allowed-origins=http://127.0.0.1:" + port;
    try (PackagedService service = PackagedService.start(work, option)) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
      environment.put("PIECEMEAL_TEST_APP_PORT", Integer.toString(port));

      packages.script("pages.mjs", environment).requireSuccess();
    }
  }
}
