package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.interop.NodePackages.Outcome;
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

      Outcome outcome = packages.script("page.mjs", environment);

      System.out.print(outcome.output());
      assertThat(outcome.code()).as(outcome.output()).isZero();
    }
  }
}
