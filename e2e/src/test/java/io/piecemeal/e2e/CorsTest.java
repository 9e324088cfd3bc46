package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of listed origins read all answers; those of others are told why not. */
class CorsTest {

  private static final String APP = "https://app.example.com";
  private static final String EVIL = "https://evil.example";

  /** Scripts read these without being told (Fetch standard), or have no use for them. */
  private static final Set<String> NOT_FOR_SCRIPTS =
      Set.of(
          "cache-control",
          "content-type",
          "last-modified",
          "connection",
          "server",
          "transfer-encoding",
          "vary",
          "x-content-type-options",
          "content-security-policy",
          "access-control-allow-origin",
          "access-control-expose-headers");

  private static InProcessService service;
  private static Caller alice;

  @BeforeAll
  static void start() {
    service = TestService.beside("--allowed-origins=" + APP, "--rate-limit=100000");
    alice = new Caller(service.port(), TestService.ALICE);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/files", "/uploads", "/uploads/x", "/tickets/x", "/mcp", "/nowhere"})
  void preflightIsAnsweredWithoutAKey(String path) {
    Answer answer = preflight(alice, path, APP).is(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
    assertThat(list(answer, "Access-Control-Allow-Methods"))
        .contains("get", "post", "put", "delete", "head");
    assertThat(list(answer, "Access-Control-Allow-Headers"))
        .contains("authorization", "content-type", "idempotency-key", "mcp-protocol-version", "*");
    assertThat(answer.header("Access-Control-Max-Age")).isPresent();
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("Vary")).contains("origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/files", "/tickets/x", "/mcp", "/nowhere"})
  void preflightOfAnotherPageIsRefused(String path) {
    for (Caller caller : new Caller[] {alice, Caller.alice()}) {
      Answer answer = preflight(caller, path, EVIL).isProblem(403, "foreign-origin");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/files", "/files/x/content", "/mcp", "/health/live", "/nowhere", "/"})
  void anotherPageIsToldWhyItIsRefused(String path) {
    for (Caller caller : new Caller[] {alice, Caller.alice()}) {
      Answer answer = caller.get(path, "Origin", EVIL).isProblem(403, "foreign-origin");
      assertThat(answer.text("detail")).contains("PIECEMEAL_ALLOWED_ORIGINS");
    }
  }

  @Test
  void nothingIsOpenedWhereNoOriginIsListed() {
    Answer answer = Caller.alice().get("/files");
    assertThat(answer.header("Vary")).isEmpty();
    String own = "http://127.0.0.1:" + TestService.port();
    Answer ours = Caller.alice().get("/files", "Origin", own).is(200);
    assertThat(ours.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void answersOfBothWaysAndRefusalsOfAllLayersCanBeRead() {
    String id = alice.open();
    readable(send("/uploads/" + id, "{\"data\":\"aGk=\"}").is(200));
    readable(send("/uploads/" + id, "{\"data\":\"?\"}").is(422));
    readable(send("/uploads/" + id, "{\"data\":\"aGk=\"}", "Content-Encoding", "identity").is(200));
    readable(send("/uploads/" + id, "{\"data\":\"aGk=\"}", "X-HTTP-Method", "GET").is(400));
    readable(alice.get("/files/" + id, "Origin", APP).is(200));
    readable(alice.get("/files/" + id + "/content", "Origin", APP, "Range", "bytes=0-0").is(206));
    readable(alice.get("/nowhere", "Origin", APP).is(404));
    readable(alice.get("/uploads/" + id, "Origin", APP).is(405));
    readable(alice.send(alice.anonymous("/files").header("Origin", APP)).is(401));
    readable(alice.get("/files/" + id, "Origin", APP, "Accept", "text/css").is(406));
    readable(alice.get("/tickets/x", "Origin", APP).is(404));
    assertThat(alice.get("/files").header("Vary")).contains("origin");
  }

  private static Answer send(String path, String json, String... headers) {
    HttpRequest.Builder request =
        alice
            .request(path, headers)
            .header("Origin", APP)
            .header("Content-Type", "application/json");
    return alice.send(request.PUT(BodyPublishers.ofString(json)));
  }

  /** Whether a script may read this, and all header fields that tell it something. */
  private static void readable(Answer answer) {
    assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("Vary")).contains("origin");
    Set<String> exposed = list(answer, "Access-Control-Expose-Headers");
    assertThat(answer.response().headers().map().keySet())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filteredOn(name -> !NOT_FOR_SCRIPTS.contains(name))
        .allMatch(exposed::contains);
  }

  private static Answer preflight(Caller caller, String path, String origin) {
    return caller.send(
        caller
            .anonymous(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private static Set<String> list(Answer answer, String name) {
    return Arrays.stream(answer.header(name).orElse("").split(", *"))
        .map(value -> value.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
