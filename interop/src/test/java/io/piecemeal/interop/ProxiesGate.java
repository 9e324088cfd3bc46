package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service behind the proxies of the distribution, set up as docs/reverse-proxies.md says. */
class ProxiesGate {

  @TempDir private static Path work;

  private static PackagedService service;
  private static Certificate certificate;

  enum Kind {
    NGINX,
    APACHE,
    HAPROXY,
    CADDY
  }

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.in(work);
    service = PackagedService.start(Files.createDirectory(work.resolve("service")));
  }

  @AfterAll
  static void stop() {
    // Where the tests are skipped, nothing was started.
    if (service != null) {
      service.close();
    }
  }

  private static Proxy proxy(Kind kind) throws Exception {
    Path folder = Files.createTempDirectory(work, "proxy");
    return switch (kind) {
      case NGINX -> Proxy.nginx(folder, service, certificate);
      case APACHE -> Proxy.apache(folder, service, certificate);
      case HAPROXY -> Proxy.haproxy(folder, service, certificate);
      case CADDY -> Proxy.caddy(folder, service, certificate);
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void passesTheApiOn(Kind kind) throws Exception {
    try (Proxy proxy = proxy(kind);
        ProxiedCaller caller = new ProxiedCaller(proxy.url(), service.url(), certificate.trust())) {
      caller.appendsChunksOfTheLargestSize();
      caller.storesAFormOf30Megabytes();
      caller.readsPartsAndEntityTags();
      caller.readsErrors();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void handsBodiesOnAsTheyCome(Kind kind) throws Exception {
    try (Proxy proxy = proxy(kind);
        ProxiedCaller caller = new ProxiedCaller(proxy.url(), service.url(), certificate.trust())) {
      caller.sendsTheSecondHalfWhenTheFirstIsStored();
    }
  }

  @Test
  void aPersonSendsAFileThroughNginxAsTheDocumentationHasIt() throws Exception {
    try (Proxy proxy = proxy(Kind.NGINX)) {
      sendInBrowser(proxy.url());
    }
  }

  /** Neither Host nor TLS, and parts of 8 MiB where 1 MB is the limit. */
  @Test
  void aPersonSendsAFileThroughNginxThatNobodySetUp() throws Exception {
    try (Proxy proxy = Proxy.bareNginx(Files.createTempDirectory(work, "proxy"), service)) {
      sendInBrowser(proxy.url().replace("localhost", "files.example.test"));
    }
  }

  private static void sendInBrowser(String url) {
    Optional<Path> browser = NodePackages.browser();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium in /usr/bin");
    NodePackages packages = NodePackages.installed(PackagedService.home());
    Map<String, String> environment = new HashMap<>(service.environment());
    environment.put("PIECEMEAL_TEST_BROWSER", browser.get().toString());
    environment.put("PIECEMEAL_TEST_PROXY", url);

    packages.script("proxied.mjs", environment).requireSuccess();
  }
}
