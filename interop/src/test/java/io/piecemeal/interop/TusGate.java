package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.interop.NodePackages.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of tus as others use them. The scripts have each step. */
class TusGate {

  /** The one that Debian's packages are for. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

  @TempDir private Path work;

  @Test
  void tusJsClientUploadsInEachOfItsModes() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    try (PackagedService service = PackagedService.start(work)) {
      packages.script("tus.mjs", service.environment()).requireSuccess();
    }
  }

  @Test
  void tuspyUploadsWithChecksums() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    assumeTrue(
        python(packages, "-c", "import tusclient").code() == 0, "skipped: there is no tuspy");
    try (PackagedService service = PackagedService.start(work)) {
      packages.run(List.of(PYTHON, "tus.py"), service.environment()).requireSuccess();
    }
  }

  @Test
  void tusJavaClientUploadsAndResumes() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    String libraries = PackagedService.home().resolve("interop/target/tus-libraries") + "/*";
    try (PackagedService service = PackagedService.start(work)) {
      packages
          .run(
              List.of(JDK.resolve("java").toString(), "-cp", libraries, "JavaClient.java"),
              service.environment())
          .requireSuccess();
    }
  }

  @Test
  void aPersonSendsFilesByUppyInABrowser() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home(), "tus");
    int port = FreePort.find();
    String option = "--allowed-origins=http://127.0.0.1:" + port;
    try (PackagedService service = PackagedService.start(work, option)) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
      environment.put("PIECEMEAL_TEST_APP_PORT", Integer.toString(port));

      packages.script("uppy.mjs", environment).requireSuccess();
    }
  }

  private static Outcome python(NodePackages packages, String... arguments) {
    try {
      return packages.run(List.of(PYTHON, arguments[0], arguments[1]), Map.of());
    } catch (IOException e) {
      return new Outcome(1, String.valueOf(e.getMessage()));
    }
  }
}
