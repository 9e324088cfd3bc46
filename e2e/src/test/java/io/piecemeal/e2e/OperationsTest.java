package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators and load balancers ask, and what every answer has. */
class OperationsTest {

  private final Caller alice = Caller.alice();

  @Test
  void livenessAndReadinessAreOpenToAll() {
    alice.send(alice.anonymous("/health/live")).is(200).has("status", "up");
    alice
        .send(alice.anonymous("/health/ready"))
        .is(200)
        .has("status", "up")
        .has("database", "up")
        .has("storage", "up");
  }

  @Test
  void metricsCountRequestsByRouteAndStatusAndNameNoCaller() {
    String id = alice.open();
    alice.find(id).is(200);
    Answer metrics = alice.send(alice.anonymous("/metrics")).is(200);
    assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body())
        .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/files/\\{fileId}\"")
        .contains("jvm_memory_used_bytes", "hikaricp_connections")
        .doesNotContain(id, TestService.ALICE, "alice");
  }

  @Test
  void refusedKeysAndProblemsAreCounted() {
    Caller stranger = new Caller(TestService.port(), "mallory-" + "0".repeat(32));
    String id = alice.open();
    double keys = metric("piecemeal_keys_refused_total");
    double problems = metric("piecemeal_problems_total{code=\"unauthenticated\"}");
    double gone = metric("piecemeal_problems_total{code=\"not-found\"}");

    stranger.get("/files").isProblem(401, "unauthenticated");
    stranger.append(id, Bytes.utf8("a")).isProblem(401, "unauthenticated");
    alice.send(alice.anonymous("/files")).isProblem(401, "unauthenticated");
    alice.get("/nowhere").isProblem(404, "not-found");

    assertThat(metric("piecemeal_keys_refused_total")).isGreaterThanOrEqualTo(keys + 2);
    assertThat(metric("piecemeal_problems_total{code=\"unauthenticated\"}"))
        .isGreaterThanOrEqualTo(problems + 3);
    assertThat(metric("piecemeal_problems_total{code=\"not-found\"}"))
        .isGreaterThanOrEqualTo(gone + 1);
  }

  private double metric(String name) {
    return alice
        .send(alice.anonymous("/metrics"))
        .is(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @Test
  void requestIdOfTheCallerIsTakenOver() {
    assertThat(alice.get("/files", "X-Request-Id", "my.id-1_A").header("X-Request-Id"))
        .contains("my.id-1_A");
    Answer problem = alice.get("/nowhere", "X-Request-Id", "my-id");
    problem.isProblem(404, "not-found").has("request_id", "my-id");
  }

  @Test
  void requestIdThatCouldDoHarmIsReplaced() {
    for (String harmful : new String[] {"a b", "<script>", "x".repeat(65), "ä"}) {
      assertThat(alice.get("/files", "X-Request-Id", harmful).header("X-Request-Id").orElseThrow())
          .matches("[0-9a-f]{16}");
    }
  }

  @Test
  void requestWithoutAValidKeyIsRefused() {
    Caller stranger = new Caller(TestService.port(), "mallory-" + "0".repeat(32));
    for (Answer refused :
        new Answer[] {
          alice.send(alice.anonymous("/files")),
          alice.send(alice.anonymous("/limits")),
          stranger.get("/files"),
          stranger.post("/uploads", Json.of("filename", "a")),
          alice.send(alice.anonymous("/files").header("Authorization", "Basic YTpi"))
        }) {
      refused.isProblem(401, "unauthenticated");
      assertThat(refused.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    }
  }

  @Test
  void errorsOfTheFrameworkAreProblemsToo() {
    alice.get("/nowhere").isProblem(404, "not-found");
    Answer method =
        alice.send(alice.request("/uploads").DELETE()).isProblem(405, "method-not-allowed");
    assertThat(method.header("Allow").orElseThrow()).contains("POST");
    alice
        .send(
            alice
                .request("/uploads", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")))
        .isProblem(415, "unsupported-media-type");
    alice.get("/files", "Accept", "image/png").isProblem(406, "not-acceptable");
  }

  @Test
  void endpointsOfTheFrameworkAreNotThere() {
    for (String path :
        List.of("beans", "env", "health", "info", "loggers", "prometheus", "routes", "stop")) {
      alice.get("/" + path).isProblem(404, "not-found");
      alice.send(alice.anonymous("/" + path)).isProblem(404, "not-found");
    }
  }

  @Test
  void compressedBodiesAreRefused() {
    alice
        .send(
            alice
                .json("/uploads")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x")))
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  void bodiesThatAreSentAsTheyAreAreNotRefusedForSayingSo() {
    for (String coding : List.of("identity", "Identity, identity", "")) {
      alice
          .send(
              alice
                  .json("/uploads")
                  .header("Content-Encoding", coding)
                  .POST(BodyPublishers.ofString("{\"filename\":\"f\"}")))
          .is(201);
    }
  }

  @Test
  void limitsAreToldInBytesAndSeconds() {
    Answer limits = alice.get("/limits").is(200);
    limits
        .has("max_chunk_bytes", 5_242_880)
        .has("max_file_bytes", 5L << 30)
        .has("max_direct_upload_bytes", 200L << 20)
        .has("retention_seconds", 86_400)
        .has("max_lifetime_seconds", 604_800);
    assertThat(limits.number("recommended_chunk_bytes")).isBetween(1L, 5_242_880L);
  }
}
