package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six kinds of hosts of agents, by what they can do, and files of three sizes: each ends with the
 * file, and of the large ones no byte goes through the model.
 */
class HostsGate {

  private static final int PAIRS = 18;

  @TempDir private static Path work;

  @Test
  void everyHostGetsFilesOfEverySizeIn() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home());
    try (PackagedService service =
        PackagedService.start(
            work, "--mcp-files=true", "--import-hosts=127.0.0.1", "--outbound-allow=127.0.0.1")) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
      environment.put(
          "PIECEMEAL_TEST_FOLDER", Files.createDirectory(work.resolve("files")).toString());

      NodePackages.Outcome outcome = packages.script("hosts.mjs", environment);

      outcome.requireSuccess();
      assertThat(outcome.output().lines().filter(line -> line.startsWith("HOST "))).hasSize(PAIRS);
    }
  }

  @Test
  void callsThatTakeLongTellHowFarTheyAre() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home());
    try (PackagedService service =
        PackagedService.start(work, "--import-hosts=127.0.0.1", "--outbound-allow=127.0.0.1")) {
      packages.script("progress.mjs", service.environment()).requireSuccess();
    }
  }
}
