package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for JavaScript: its types, its own tests, and what it does in a real browser. */
class ClientJsGate {

  private static final Path CLIENT = PackagedService.home().resolve("client-js");

  @TempDir private Path work;

  private NodePackages packages;

  @BeforeEach
  void install() {
    packages = NodePackages.installed(PackagedService.home(), "client");
  }

  @Test
  void itsTypesHoldAndProgramsCanUseThem() throws IOException {
    compile("--project", CLIENT.resolve("tsconfig.json").toString(), "--outDir", "types");
    compile("--project", "tsconfig.json");
  }

  private void compile(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "node_modules/typescript/bin/tsc"));
    command.addAll(List.of(arguments));
    packages.run(command, Map.of()).requireSuccess();
  }

  @Test
  void itsPartsDoWhatTheySay() throws IOException {
    packages
        .run(List.of("node", "--test", CLIENT.resolve("src/test/js/").toString()), Map.of())
        .requireSuccess();
  }

  @Test
  void aPageGoesOnAfterAReload() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    int port = FreePort.find();
    String option = "--allowed-origins=http://127.0.0.1:" + port;
    try (PackagedService service = PackagedService.start(work, option)) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
      environment.put("PIECEMEAL_TEST_APP_PORT", Integer.toString(port));
      environment.put("PIECEMEAL_TEST_CLIENT", CLIENT.resolve("src/main/js").toString());

      packages.script("browser.mjs", environment).requireSuccess();
    }
  }
}
