package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message goes past the framework's router however it is sent, and is answered as if routed. */
class McpWayTest {

  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final McpCaller alice = McpCaller.alice();

  @Test
  void aBodyIsAskedForWhereItIsWanted() throws IOException {
    try (RawSocket socket = expecting(TestService.ALICE, "application/json", PING.length())) {
      assertThat(socket.status()).isEqualTo(100);
      assertThat(socket.send(PING).rest()).contains("HTTP/1.1 200 OK").contains("\"id\":1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, application/json, 50, 401",
    "alice, text/plain, 50, 415",
    "nobody, text/plain, 50, 415",
    "alice, application/json; charset=latin1, 50, 415",
    "alice, application/json, 11534337, 413",
  })
  void noBodyIsAskedForThatWouldBeRefused(String caller, String type, int length, int status)
      throws IOException {
    String key = caller.equals("alice") ? TestService.ALICE : caller;
    try (RawSocket socket = expecting(key, type, length)) {
      assertThat(socket.rest()).startsWith("HTTP/1.1 " + status + " ").doesNotContain(CONTINUE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mcp", "/mcp/", "/mcp?", "/mcp?a=b", "http://localhost/mcp"})
  void thePathMayBeSpelledAsTheRouterReadsIt(String path) throws IOException {
    try (RawSocket socket = new RawSocket(TestService.port())) {
      String head = head(path, TestService.ALICE, "application/json", PING.length());
      assertThat(socket.send(head + "Connection: close\r\n\r\n" + PING).rest())
          .startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aBodyMayComeInPiecesAndConnectionsStay() throws IOException {
    String head =
        "POST /mcp HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n"
            .formatted(TestService.ALICE);
    String pieces =
        "5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
            .formatted(PING.substring(0, 5), PING.length() - 5, PING.substring(5));
    try (RawSocket socket = new RawSocket(TestService.port())) {
      socket.send(head + "\r\n" + pieces);
      assertThat(socket.send(head + "Connection: close\r\n\r\n" + pieces).rest())
          .containsPattern("(?s)HTTP/1.1 200 OK.*HTTP/1.1 200 OK");
    }
  }

  @Test
  void whoTakesNeitherTypeIsTold() {
    HttpResponse<byte[]> refused =
        alice.send(
            alice.request().setHeader("Accept", "text/html").POST(BodyPublishers.ofString(PING)));
    assertThat(refused.statusCode()).isEqualTo(406);
    assertThat(Json.read(refused.body())).containsEntry("code", "not-acceptable");
  }

  @Test
  void answersHaveTheFieldsOfAllOthers() {
    HttpResponse<byte[]> answer = alice.with("X-Request-Id", "mine").post(PING);
    assertThat(answer.headers().map())
        .contains(
            Map.entry("content-type", List.of("application/json")),
            Map.entry("cache-control", List.of("no-store")),
            Map.entry("x-request-id", List.of("mine")),
            Map.entry("server", List.of("piecemeal")),
            Map.entry("x-content-type-options", List.of("nosniff")))
        .containsKey("date");
    String note = PING.replace("\"id\":1,", "");
    assertThat(alice.post(note).headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void messagesAreCountedUnderOneRoute() {
    alice.post(PING);
    assertThat(Caller.alice().get("/metrics").body())
        .containsOnlyOnce(
            "http_server_requests_seconds_count{exception=\"none\",method=\"POST\","
                + "status=\"200\",uri=\"/mcp\"} ");
  }

  private static RawSocket expecting(String key, String type, int length) throws IOException {
    return new RawSocket(TestService.port())
        .send(head("/mcp", key, type, length))
        .send("Connection: close\r\nExpect: 100-continue\r\n\r\n");
  }

  private static String head(String path, String key, String type, int length) {
    return """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        """
        .formatted(path, key, type, length);
  }
}
