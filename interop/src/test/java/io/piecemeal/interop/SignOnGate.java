package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real OpenID Connect provider beside the packaged service, whose file of settings names it; it
 * comes up after the service. The script has each step.
 */
class SignOnGate {

  @TempDir private Path work;

  private final String issuer;

  SignOnGate() throws IOException {
    issuer = "http://127.0.0.1:" + FreePort.find();
  }

  @Test
  void tokensOfAProviderAreTakenAndAnMcpClientSignsOnByItself() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "signon");
    try (PackagedService service = startTrusting("")) {
      packages.script("signon.mjs", environment(service)).requireSuccess();
    }
  }

  @Test
  void aPersonSignsOnInTheConsole() throws Exception {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home(), "signon");
    try (PackagedService service = startTrusting("oidc-console-client: console\n")) {
      Map<String, String> environment = environment(service);
      environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
      environment.put(
          "PIECEMEAL_TEST_PICTURES",
          Files.createDirectories(PackagedService.home().resolve("interop/target/console"))
              .toString());
      packages.script("console.mjs", environment).requireSuccess();
    }
  }

  private PackagedService startTrusting(String more) throws Exception {
    Path settings =
        Files.writeString(
            work.resolve("piecemeal.yaml"),
            "oidc-issuer: %s\noidc-audience: piecemeal\n%s".formatted(issuer, more));
    return PackagedService.start(work, "--config", settings.toString());
  }

  private Map<String, String> environment(PackagedService service) {
    Map<String, String> environment = new HashMap<>(service.environment());
    environment.put("PIECEMEAL_TEST_ISSUER", issuer);
    return environment;
  }
}
