package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An append goes past the framework's router however it is sent, and is answered as if routed. */
class AppendWayTest {

  private static final String HELLO = "{\"data\":\"aGVsbG8=\"}";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final Caller alice = Caller.alice();
  private final String id = alice.open();

  @Test
  void aBodyIsAskedForWhereItIsWanted() throws IOException {
    try (RawSocket socket = expecting("/uploads/" + id, TestService.ALICE, "application/json")) {
      assertThat(socket.status()).isEqualTo(100);
      assertThat(socket.send(HELLO).rest()).contains("HTTP/1.1 200 OK").contains("\"size\":5");
    }
    assertThat(alice.bytes(id)).asString().isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "/uploads/ako5rgx309ehwlbqprs8s2xxnsp0y85q, alice, application/json, 404",
    "/uploads/nothing, alice, application/json, 404",
    "/uploads/nothing, nobody, application/json, 401",
    "/uploads/nothing?x=y, alice, application/json, 422",
    "/uploads/nothing, alice, text/plain, 415",
    "/uploads/nothing, nobody, text/plain, 415",
  })
  void noBodyIsAskedForThatWouldBeRefused(String path, String caller, String type, int status)
      throws IOException {
    String key = caller.equals("alice") ? TestService.ALICE : caller;
    try (RawSocket socket = expecting(path, key, type)) {
      assertThat(socket.rest()).startsWith("HTTP/1.1 " + status + " ").doesNotContain(CONTINUE);
    }
  }

  @Test
  void aCallerOfHttp10IsNeitherAskedNorKeptUnlessItSaysSo() throws IOException {
    String head = head("1.0", "/uploads/" + id, TestService.ALICE, "application/json");
    try (RawSocket socket = new RawSocket(TestService.port())) {
      assertThat(socket.send(head + "Expect: 100-continue\r\n\r\n" + HELLO).rest())
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("connection: close");
    }
    try (RawSocket socket = new RawSocket(TestService.port())) {
      socket.send(head + "Connection: keep-alive\r\n\r\n" + HELLO);
      assertThat(socket.send(head + "\r\n" + HELLO).rest())
          .containsIgnoringCase("connection: keep-alive")
          .contains("\"size\":15");
    }
  }

  @Test
  void aBodyInChunksMayHaveTrailers() throws IOException {
    try (RawSocket socket = new RawSocket(TestService.port())) {
      String head =
          "PUT /uploads/%s HTTP/1.1\r\nHost: t\r\nAuthorization: bearer %s\r\n"
              .formatted(id, TestService.ALICE);
      assertThat(
              socket
                  .send(head + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
                  .send("5\r\n{\"dat\r\ne\r\na\":\"aGVsbG8=\"}\r\n0\r\nX-Digest: y\r\n\r\n")
                  .rest())
          .startsWith("HTTP/1.1 200 OK");
    }
    assertThat(alice.bytes(id)).asString().isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "?"})
  void thePathMayBeSpelledAsTheRouterReadsIt(String end) throws IOException {
    String encoded = "%" + Integer.toHexString(id.charAt(0)) + id.substring(1) + end;
    String head = head("1.0", "/uploads/" + encoded, TestService.ALICE, "application/json");
    try (RawSocket socket = new RawSocket(TestService.port())) {
      assertThat(socket.send(head + "\r\n" + HELLO).rest()).startsWith("HTTP/1.1 200 OK");
    }
    assertThat(alice.bytes(id)).asString().isEqualTo("hello");
  }

  @Test
  void anEmptyBodyAndAnUnknownParameterAreToldApart() {
    assertThat(alice.put("/uploads/" + id, "").isProblem(400, "invalid-json").text("detail"))
        .isEqualTo("Send one JSON object in UTF-8; there is no body.");
    assertThat(append(id + "?ofset=5").isProblem(422, "unknown-field").text("field"))
        .isEqualTo("ofset");
  }

  @Test
  void whoTakesNoJsonIsTold() {
    assertThat(append(id, "Accept", "text/html").isProblem(406, "not-acceptable").text("detail"))
        .isEqualTo("Accept application/json, or send no 'Accept'.");
    assertThat(alice.bytes(id)).isEmpty();
  }

  @Test
  void otherMethodsAreToldThatThereIsThisOne() {
    Answer answer = alice.post("/uploads/" + id, "{}").isProblem(405, "method-not-allowed");
    assertThat(answer.response().headers().allValues("Allow")).containsExactly("DELETE,PUT");
    assertThat(answer.text("detail")).isEqualTo("This path takes: DELETE, PUT.");
  }

  @Test
  void answersHaveTheFieldsOfAllOthers() {
    Answer appended = append(id, "X-Request-Id", "mine").is(200);
    assertThat(appended.header("X-Request-Id")).contains("mine");
    assertThat(appended.header("Server")).contains("piecemeal");
    assertThat(appended.header("Date")).isPresent();
    assertThat(appended.header("X-Content-Type-Options")).contains("nosniff");
    Caller stranger = new Caller(TestService.port(), "no-key-of-anybody-in-this-service-1234");
    Answer refused = stranger.put("/uploads/" + id, HELLO).isProblem(401, "unauthenticated");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
  }

  @Test
  void allAppendsAreCountedUnderOneRoute() {
    append(id).is(200);
    append(id, "Accept", "application/json;q=0.5").is(200);
    assertThat(alice.get("/metrics").body())
        .containsOnlyOnce(
            "http_server_requests_seconds_count{exception=\"none\",method=\"PUT\","
                + "status=\"200\",uri=\"/uploads/{fileId}\"} ");
  }

  private Answer append(String path, String... headers) {
    return alice.send(
        alice
            .request("/uploads/" + path, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(HELLO)));
  }

  private static RawSocket expecting(String path, String key, String type) throws IOException {
    return new RawSocket(TestService.port())
        .send(head("1.1", path, key, type))
        .send("Connection: close\r\nExpect: 100-continue\r\n\r\n");
  }

  private static String head(String version, String path, String key, String type) {
    return """
        PUT %s HTTP/%s\r
        Host: t\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        """
        .formatted(path, version, key, type, HELLO.length());
  }
}
