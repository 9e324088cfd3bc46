package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.database.PgBouncer;
import io.piecemeal.harness.database.PostgresServer;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.service.ObjectServer;
import io.piecemeal.harness.service.ServiceJar;
import io.piecemeal.harness.watch.FasterTime;
import io.piecemeal.harness.watch.Prometheus;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * All of a deployment on one machine, without containers: two replicas of the packaged service on
 * Debian's PostgreSQL by way of PgBouncer, an object store, nginx with TLS before them, an OpenID
 * Connect provider whose tokens they take, and a Prometheus that looks at both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentGate {

  private static final int REPLICAS = 2;
  private static final int ROUNDS = 3;
  private static final int LANES = 6;
  private static final int ANSWERS = 60;
  private static final FasterTime SCRAPED_EACH_SECOND = new FasterTime(15);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Pattern ID = Pattern.compile("\"file_id\":\"([a-z0-9]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private WorkFolder folder;
  private final List<Replica> replicas = new ArrayList<>();
  private ServiceJar build;
  private ServiceJar nextBuild;
  private Provider provider;
  private Prometheus prometheus;
  private ObjectServer objects;
  private HttpClient http;
  private String url;

  @BeforeAll
  void start() throws Exception {
    build = PackagedService.packaged();
    for (String program : List.of("nginx", "openssl", "pgbouncer", "prometheus", "setpriv")) {
      Path _ = Proxy.program(program);
    }
    PostgresServer.missing().ifPresent(missing -> assumeTrue(false, "skipped: " + missing));
    Path home = PackagedService.home();
    NodePackages packages = NodePackages.installed(home, "signon");
    folder = WorkFolder.create(home.resolve("interop/target/work"), "deployment-");
    folder.closeAtExit();
    Unprivileged account = Unprivileged.ofThisProcess();
    PostgresServer database = PostgresServer.start(folder, account);
    int pooler = PgBouncer.start(folder, account, database.port(), database.owner());
    objects = ObjectServer.start(folder, home);
    Certificate certificate = Certificate.in(folder.newFolder("certificate"));
    http = HttpClient.newBuilder().sslContext(certificate.trust()).build();

    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      ports.add(FreePort.find());
    }
    List<String> nodes = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    Proxy proxy =
        folder.own(Proxy.nginx(folder.newFolder("nginx"), FreePort.find(), nodes, certificate));
    url = proxy.url();
    provider = Provider.start(folder, packages, FreePort.find(), url);
    Map<String, String> secrets = new HashMap<>(objects.environment());
    secrets.put("PIECEMEAL_DATABASE_USER", database.owner().user());
    secrets.put("PIECEMEAL_DATABASE_PASSWORD", database.owner().password());
    List<String> settings =
        Stream.concat(
                objects.settings().stream(),
                Stream.of(
                    "--database-url=jdbc:postgresql://127.0.0.1:%d/piecemeal".formatted(pooler),
                    "--oidc-issuer=" + provider.issuer(),
                    "--oidc-audience=" + Provider.AUDIENCE,
                    "--public-url=" + url,
                    "--allowed-hosts=localhost,127.0.0.1",
                    "--trusted-proxies=127.0.0.1",
                    "--drain-delay=1s"))
            .toList();
    for (int i = 0; i < REPLICAS; i++) {
      String name = "replica-" + i;
      replicas.add(new Replica(folder, name, ports.get(i), build, secrets, settings));
    }
    nextBuild = copied(build, folder.newFolder("next"));
    Map<String, String> watched = new HashMap<>();
    replicas.forEach(replica -> watched.put(replica.name(), replica.address()));
    prometheus = Prometheus.start(folder, home, SCRAPED_EACH_SECOND, watched);
  }

  @AfterAll
  void stop() {
    if (http != null) {
      http.shutdownNow();
    }
    // Where the tests are skipped, nothing was started.
    if (folder != null) {
      folder.close();
    }
  }

  /** The next version: the same build, as a folder of its own. */
  private static ServiceJar copied(ServiceJar build, Path folder) throws IOException {
    Path from = build.jar().resolveSibling("");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return ServiceJar.inFolder(folder).orElseThrow();
  }

  @Test
  void anUploadGoesThroughAllOfIt() throws Exception {
    SteadyClient client = new SteadyClient(http, url, provider.token(http));
    String id = client.open();
    byte[] hello = "hello, ".getBytes(StandardCharsets.UTF_8);
    byte[] large = new byte[1 << 20];
    client.append(id, 0, hello);
    client.append(id, hello.length, large);
    client.append(id, hello.length, large);
    client.complete(id, hello.length + large.length);

    assertThat(client.content(id)).startsWith(hello).hasSize(hello.length + large.length);
    assertThat(client.get("/files/" + id)).contains("\"status\":\"complete\"", "\"chunks\":2");
    HttpRequest withoutToken = HttpRequest.newBuilder(URI.create(url + "/files")).build();
    assertThat(http.send(withoutToken, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    try (Stream<Path> stored = Files.walk(objects.folder().orElseThrow())) {
      assertThat(stored.filter(Files::isRegularFile)).as("what is in the store").isNotEmpty();
    }
    awaitThatBothAreScraped();
  }

  @Test
  void whoSendsAgainSeesNothingOfThreeUpgradesUnderLoad() throws Exception {
    SteadyClient client = new SteadyClient(http, url, provider.token(http));
    int before = filesOf(client);
    int files;
    try (SteadyUploads uploads = new SteadyUploads(client, LANES)) {
      for (int round = 0; round < ROUNDS; round++) {
        ServiceJar next = round % 2 == 0 ? nextBuild : build;
        for (Replica replica : replicas) {
          awaitAnswers(client, uploads);
          replica.stop();
          awaitAnswers(client, uploads);
          replica.startAs(next);
        }
      }
      awaitAnswers(client, uploads);
      files = uploads.finish();
    }
    System.out.printf(
        "%d replacements: %d files, %d answers, %d requests sent again, failed 0%n",
        ROUNDS * REPLICAS, files, client.answers(), client.retries());
    assertThat(filesOf(client) - before).as("a session that is opened twice").isEqualTo(files);
    assertThat(client.retries()).as("requests that met a replica that stopped").isPositive();
    awaitThatBothAreScraped();
    for (Replica replica : replicas) {
      assertThat(
              prometheus.query(
                  "sum(piecemeal_chunks_total{outcome=\"kept\",instance=\"%s\"}) > 0"
                      .formatted(replica.name())))
          .as("chunks of " + replica.name())
          .contains("\"value\"");
    }
  }

  private void awaitAnswers(SteadyClient client, SteadyUploads uploads) throws Exception {
    long wanted = client.answers() + ANSWERS;
    Waiting.until("requests are answered", SOON, () -> client.answers() >= wanted);
    uploads.requireWorking();
  }

  private void awaitThatBothAreScraped() throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!prometheus.query("sum(up)").contains("\"" + REPLICAS + "\"")) {
      assertThat(System.nanoTime()).as(prometheus.query("up")).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** How many files the caller has. */
  private static int filesOf(SteadyClient client) throws InterruptedException {
    int files = 0;
    String page = client.get("/files?limit=100");
    while (true) {
      files += (int) ID.matcher(page).results().count();
      List<String> next = NEXT.matcher(page).results().map(found -> found.group(1)).toList();
      if (next.isEmpty()) {
        return files;
      }
      page = client.get("/files?limit=100&after=" + next.getLast());
    }
  }
}
