package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, the types of its modules, and what it took from others. */
class ConsoleGate {

  private static final Path HOME = PackagedService.home();
  private static final Path MODULES = HOME.resolve("console/src/main/resources/console");

  @TempDir private Path work;

  @Test
  void aPersonSendsWatchesAndManages() throws Exception {
    try (PackagedService service = PackagedService.startForAdmins(work)) {
      inBrowser(service, Map.of());
    }
  }

  /** Neither Host nor TLS, and bodies of at most 1 MB. */
  @Test
  void itWorksThroughNginxThatNobodySetUp() throws Exception {
    int port = FreePort.find();
    String name = "http://files.example.test:" + port;
    try (PackagedService service =
            PackagedService.startForAdmins(
                Files.createDirectory(work.resolve("service")), "--public-url=" + name);
        Proxy proxy =
            Proxy.bareNginx(Files.createDirectory(work.resolve("proxy")), service, port)) {
      assertThat(proxy.url()).endsWith(":" + port);
      inBrowser(service, Map.of("PIECEMEAL_TEST_PROXY", name));
    }
  }

  /** Health and the admin API are not where the console is. */
  @Test
  void withAPortForManagementItOffersNothingOfIt() throws Exception {
    try (PackagedService service =
        PackagedService.startForAdmins(work, "--management-port=" + FreePort.find())) {
      inBrowser(service, "unmanaged.mjs", Map.of());
    }
  }

  /** The scanner begins to listen in the middle. */
  @Test
  void whatIsNotGivenOutIsNotOffered() throws Exception {
    int scanner = FreePort.find();
    try (PackagedService service =
        PackagedService.startForAdmins(work, "--scanner=tcp://127.0.0.1:" + scanner)) {
      inBrowser(
          service, "scanned.mjs", Map.of("PIECEMEAL_TEST_SCANNER", Integer.toString(scanner)));
    }
  }

  @Test
  void itsModulesHaveTheTypesThatTheySay() throws Exception {
    NodePackages packages = NodePackages.installed(HOME, "console");
    Path page = packages.resolve("page");
    copy(MODULES, page.resolve("console"));
    copy(HOME.resolve("client-js/src/main/js"), page.resolve("console"));
    copy(HOME.resolve("adapters-http/src/main/resources/ticket"), page.resolve("tickets/assets"));

    packages
        .run(List.of("node_modules/.bin/tsc", "-p", "tsconfig.json"), Map.of())
        .requireSuccess();
  }

  private static void inBrowser(PackagedService service, Map<String, String> more)
      throws IOException {
    inBrowser(service, "console.mjs", more);
  }

  private static void inBrowser(PackagedService service, String script, Map<String, String> more)
      throws IOException {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(HOME, "console");
    Path pictures = Files.createDirectories(HOME.resolve("interop/target/console"));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PIECEMEAL_TEST_URL", service.url());
    environment.put("PIECEMEAL_TEST_KEY", ServiceCommand.KEY);
    environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
    environment.put("PIECEMEAL_TEST_PICTURES", pictures.toString());

    packages.script(script, environment).requireSuccess();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
