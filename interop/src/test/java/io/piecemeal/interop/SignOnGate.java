package io.piecemeal.interop;

import io.piecemeal.harness.proc.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real OpenID Connect provider beside the packaged service, whose file of settings names it; it
 * comes up after the service. The script has each step.
 */
class SignOnGate {

  @TempDir private static Path work;

  @Test
  void tokensOfAProviderAreTakenAndAnMcpClientSignsOnByItself() throws Exception {
    NodePackages packages = NodePackages.installed(PackagedService.home(), "signon");
    String issuer = "http://127.0.0.1:" + FreePort.find();
    Path settings =
        Files.writeString(
            work.resolve("piecemeal.yaml"),
            "oidc-issuer: %s\noidc-audience: piecemeal\n".formatted(issuer));
    try (PackagedService service = PackagedService.start(work, "--config", settings.toString())) {
      Map<String, String> environment = new HashMap<>(service.environment());
      environment.put("PIECEMEAL_TEST_ISSUER", issuer);
      packages.script("signon.mjs", environment).requireSuccess();
    }
  }
}
