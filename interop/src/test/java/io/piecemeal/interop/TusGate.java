package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.interop.NodePackages.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of tus as others use them. The scripts have each step. */
class TusGate {

  /** The one that Debian's packages are for. */
  private static final String PYTHON = "/usr/bin/python3";

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

  private static Outcome python(NodePackages packages, String... arguments) {
    try {
      return packages.run(List.of(PYTHON, arguments[0], arguments[1]), Map.of());
    } catch (IOException e) {
      return new Outcome(1, String.valueOf(e.getMessage()));
    }
  }
}
