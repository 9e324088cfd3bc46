package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.service.ServiceCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names that callers choose are resolved as on any machine, by the system's resolver, which asks a
 * DNS server of the test. That listens where only root may, in a network of its own; elsewhere it
 * is skipped and says so.
 */
class NamesGate {

  @TempDir private Path work;

  @Test
  void nothingIsFetchedFromAndNothingSentToAnAddressThatIsNotPublic() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: no root, no network");
    for (String program : List.of("/usr/bin/unshare", "/usr/sbin/ip", "/usr/bin/openssl")) {
      assumeTrue(Files.isExecutable(Path.of(program)), "skipped: no " + program);
    }
    NodePackages packages = NodePackages.installed(PackagedService.home(), "names");
    ProcessBuilder service =
        PackagedService.packaged().on(work.resolve("data"), List.of()).command("");
    Map<String, String> environment = new HashMap<>();
    environment.put("PIECEMEAL_API_KEYS", "alice=" + ServiceCommand.KEY);
    environment.put("PIECEMEAL_TEST_KEY", ServiceCommand.KEY);
    environment.put("PIECEMEAL_TEST_WORK", work.toString());
    environment.put(
        "PIECEMEAL_TEST_COMMAND", JsonMapper.shared().writeValueAsString(service.command()));
    Path resolver = Files.writeString(work.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    Path order = Files.writeString(work.resolve("nsswitch.conf"), "hosts: files dns\n");
    String script =
        """
        ip link set lo up &&
        mount --bind %s /etc/resolv.conf &&
        mount --bind %s /etc/nsswitch.conf &&
        exec node names.mjs
        """
            .formatted(resolver, order);

    packages
        .run(
            List.of(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                script),
            environment)
        .requireSuccess();
  }
}
