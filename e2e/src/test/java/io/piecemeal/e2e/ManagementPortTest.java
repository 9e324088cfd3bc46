package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.http.server.tls.TlsFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, metrics and the admin API on a port of their own. */
class ManagementPortTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static InProcessService service;
  private static int management;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    management = FreePort.find();
    service =
        TestService.beside(
            "--management-port=" + management,
            "--allowed-hosts=127.0.0.1,localhost",
            "--head-timeout=2s",
            "--max-connections-per-address=16");
    admin = AdminTest.adminKey();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> get(int port, String key, String path) throws Exception {
    return Caller.CLIENT.send(new Caller(port, key).request(path).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/live",
        "/health/ready",
        "/metrics",
        "/admin/keys",
        "/admin/owners",
        "/admin/gc",
        "/admin/state"
      })
  void managementIsThereAlone(String path) throws Exception {
    assertThat(get(management, admin, path).statusCode()).isEqualTo(200);
    HttpResponse<String> elsewhere = get(service.port(), admin, path);
    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(elsewhere.body()).contains("\"code\":\"not-found\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//admin/keys",
        "/%61dmin/keys",
        "/admin%2Fkeys",
        "/admin/keys/",
        "/./admin/keys",
        "/mcp/../admin/keys",
        "/admin;a=b/keys",
        "/ADMIN/keys",
        "/%6Detrics",
        "/health/live/",
        "/metrics?a=b",
        "/metrics/"
      })
  void noWayOfWritingThePathLeadsToIt(String path) throws Exception {
    for (String target : new String[] {path, "http://127.0.0.1" + path}) {
      try (RawSocket socket = new RawSocket(service.port())) {
        socket.send("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(target));
        socket.send("Authorization: Bearer %s\r\nConnection: close\r\n\r\n".formatted(admin));
        assertThat(socket.rest()).as(target).startsWith("HTTP/1.1 40");
      }
    }
  }

  @Test
  void allElseIsOnTheOtherPortAlone() throws Exception {
    Caller alice = new Caller(service.port(), TestService.ALICE);
    String id = alice.openWith(Bytes.utf8("a chunk"));
    alice.content(id).is(200);
    for (String path :
        new String[] {"/", "/files", "/files/" + id + "/content", "/limits", "/mcp", "/docs"}) {
      assertThat(get(management, TestService.ALICE, path).statusCode()).as(path).isEqualTo(404);
    }
    HttpRequest.Builder append = new Caller(management, TestService.ALICE).json("/uploads/" + id);
    HttpResponse<String> refused =
        Caller.CLIENT.send(
            append.PUT(HttpRequest.BodyPublishers.ofString(Json.data(Bytes.utf8("b")))).build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(alice.bytes(id)).asString().isEqualTo("a chunk");
  }

  @Test
  void adminNeedsItsScopeThereToo() throws Exception {
    Caller alice = new Caller(management, TestService.ALICE);
    alice.get("/admin/keys").isProblem(403, "forbidden").has("needed_scope", "admin");
    alice.send(alice.anonymous("/admin/keys")).isProblem(401, "unauthenticated");
  }

  @Test
  void headsAreCheckedAndBoundedThereToo() throws Exception {
    try (RawSocket socket = new RawSocket(management)) {
      String foreign = "GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n";
      assertThat(socket.send(foreign).rest()).startsWith("HTTP/1.1 421 ");
    }
    try (RawSocket socket = new RawSocket(management)) {
      assertThat(socket.send("GET /health/live HT").rest()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void connectionsToBothPortsAreLimitedTogether() throws Exception {
    RawSocket[] idle = new RawSocket[40];
    try {
      for (int i = 0; i < idle.length; i++) {
        idle[i] = new RawSocket(i % 2 == 0 ? management : service.port());
      }
      Await.until(
          "some make room",
          SOON,
          () ->
              get(management, admin, "/metrics")
                  .body()
                  .lines()
                  .anyMatch(
                      line ->
                          line.startsWith("piecemeal_connections_closed_total{reason=\"spared\"")));
    } finally {
      for (RawSocket socket : idle) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }

  @Test
  void itSpeaksTlsWhereTheOtherDoes() throws Exception {
    Path folder = TestService.newDataDirectory();
    PemPair pair = PemPair.make("EC", folder);
    TlsFiles files = pair.in(folder);
    int port = FreePort.find();
    try (InProcessService secured =
            TestService.beside(
                "--management-port=" + port,
                "--tls-cert=" + files.certificate(),
                "--tls-key=" + files.key());
        HttpClient client = HttpClient.newBuilder().sslContext(PemPair.trust(pair)).build()) {
      assertThat(status(client, port, "/health/ready")).isEqualTo(200);
      assertThat(status(client, port, "/files")).isEqualTo(404);
      assertThat(status(client, secured.port(), "/health/ready")).isEqualTo(404);
      assertThat(status(client, secured.port(), "/openapi.yaml")).isEqualTo(200);
      try (RawSocket socket = new RawSocket(port)) {
        assertThat(socket.send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n").rest())
            .startsWith("HTTP/1.1 400")
            .contains("https://");
      }
    }
  }

  private static int status(HttpClient client, int port, String path) throws Exception {
    URI url = URI.create("https://localhost:" + port + path);
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
  }
}
