package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /mcp} refuses before any tool is called. */
class McpHttpTest {

  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  private final McpCaller alice = McpCaller.alice();

  @Test
  void callWithoutAValidKeyIsRefused() {
    for (String authorization : List.of("Bearer nobody-" + "0".repeat(32), "Basic YTpi")) {
      HttpResponse<byte[]> refused = new McpCaller(alice.url(), authorization).post(LIST);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer");
    }
    HttpResponse<byte[]> without =
        alice.send(
            HttpRequest.newBuilder(URI.create(alice.url()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LIST)));
    assertThat(without.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH"})
  void onlyPostIsAllowed(String method) {
    HttpResponse<byte[]> refused =
        alice.send(alice.request().method(method, BodyPublishers.noBody()));
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost:1",
        "http://127.0.0.1.evil.example"
      })
  void foreignOriginIsRefused(String origin) {
    HttpResponse<byte[]> refused = alice.with("Origin", origin).post(LIST);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Json.read(refused.body())).containsEntry("code", "foreign-origin");
  }

  @Test
  void originOfTheServiceItselfIsServed() {
    String own = "http://localhost:" + TestService.port();
    assertThat(alice.with("Origin", own).ask("tools/list", Map.of())).containsKey("tools");
  }

  @Test
  void originThatASettingAllowsIsServed() {
    try (InProcessService service =
        TestService.beside("--allowed-origins=http://localhost:3000,https://app.example.com")) {
      McpCaller beside = McpCaller.of(new Caller(service.port(), TestService.ALICE));
      assertThat(beside.with("Origin", "http://localhost:3000").ask("tools/list", Map.of()))
          .containsKey("tools");
      assertThat(beside.with("Origin", "http://localhost:3001").post(LIST).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void batchIsAnsweredMessageByMessage() {
    String note = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    String second = "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"ping\"}";
    HttpResponse<byte[]> answer = alice.post("[" + String.join(",", LIST, note, second, "5") + "]");
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Map<String, Object>> messages =
        McpCaller.list(Json.read(bytes("{\"all\":" + text(answer) + "}")), "all");
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0)).containsEntry("id", 1).containsKey("result");
    assertThat(messages.get(1)).containsEntry("id", "b").containsKey("result");
    assertThat(McpCaller.object(messages.get(2), "error")).containsEntry("code", -32600);

    HttpResponse<byte[]> notes = alice.post("[" + note + "," + note + "]");
    assertThat(notes.statusCode()).isEqualTo(202);
    assertThat(notes.body()).isEmpty();
    alice.refused(400, "[" + (LIST + ",").repeat(20) + LIST + "]");
    alice.with("MCP-Protocol-Version", "2025-06-18").refused(400, "[" + LIST + "]");
    assertThat(alice.with("MCP-Protocol-Version", "2025-03-26").post("[" + LIST + "]").statusCode())
        .isEqualTo(200);
  }

  /** JSON-RPC does not bound an integer, and some clients make ids of 64 random bits. */
  @Test
  void idBeyond64BitsIsRepeatedAsItWasSent() {
    String id = "9223372036854775808";
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id);
    String pong = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}".formatted(id);
    assertThat(text(alice.post(ping))).isEqualTo(pong);
    assertThat(text(alice.with("MCP-Protocol-Version", "2025-03-26").post("[" + ping + "]")))
        .isEqualTo("[" + pong + "]");
    assertThat(alice.refused(400, ping.replace(id, "1e3")).get("code")).isEqualTo(-32600);
  }

  /** Else a batch would be a way past the limit. */
  @Test
  void eachMessageOfABatchIsARequest() {
    try (InProcessService service = TestService.beside("--rate-limit=3")) {
      McpCaller beside = McpCaller.of(new Caller(service.port(), TestService.ALICE));
      String answers = text(beside.post("[" + (LIST + ",").repeat(3) + LIST + "]"));
      assertThat(answers).contains("\"result\"").contains("too many requests");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void whoTakesOnlyAStreamOfEventsGetsOneEvent() {
    HttpResponse<byte[]> answer =
        alice.send(
            HttpRequest.newBuilder(URI.create(alice.url()))
                .header("Authorization", alice.authorization())
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString(LIST)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    String event = text(answer);
    assertThat(event).startsWith("event: message\ndata: {").endsWith("}\n\n");
    assertThat(Json.read(bytes(event.substring(event.indexOf('{'))))).containsEntry("id", 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /.well-known/oauth-protected-resource",
        "GET /.well-known/oauth-protected-resource/mcp",
        "GET /.well-known/oauth-authorization-server",
        "GET /.well-known/oauth-authorization-server/mcp",
        "GET /.well-known/openid-configuration",
        "GET /.well-known/openid-configuration/mcp",
        "GET /mcp/.well-known/openid-configuration",
        "POST /register",
        "POST /token",
        "GET /authorize?response_type=code"
      })
  void whoLooksForOAuthIsToldWhatToSend(String call) {
    String method = call.substring(0, call.indexOf(' '));
    HttpResponse<byte[]> answer =
        alice.send(
            HttpRequest.newBuilder(
                    URI.create(Caller.alice().baseUrl() + call.substring(call.indexOf(' ') + 1)))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                    method,
                    method.equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{\"redirect_uris\":[]}")));
    // Clients go on looking after a 404 alone, and show the error of the call that registers.
    assertThat(answer.statusCode()).isEqualTo(call.contains("well-known") ? 404 : 401);
    assertThat(Json.read(answer.body()))
        .containsEntry("error", "access_denied")
        .containsEntry(
            "error_description", "There is no OAuth here: send 'Authorization: Bearer <api key>'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "POST"})
  void whoHasNoKeyIsToldWhatToSendBeforeAnythingElse(String method) {
    HttpResponse<byte[]> answer =
        alice.send(
            HttpRequest.newBuilder(URI.create(alice.url()))
                .header("Accept", "text/event-stream")
                .method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer ")
        .contains("error_description=\"There is no OAuth here: send");
    assertThat(text(answer)).contains("There is no OAuth here: send 'Authorization: Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "5", "null", "{}", "{\"jsonrpc\":\"2.0\",\"id\":1}"})
  void whatIsNotOneMessageIsRefused(String body) {
    assertThat((Integer) alice.refused(400, body).get("code")).isIn(-32700, -32600);
  }

  @Test
  void otherContentTypesAreRefused() {
    HttpResponse<byte[]> refused =
        alice.send(
            HttpRequest.newBuilder(URI.create(alice.url()))
                .header("Authorization", alice.authorization())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(LIST)));
    assertThat(refused.statusCode()).isEqualTo(415);
  }

  @Test
  void notificationIsAcceptedWithoutAnAnswer() {
    HttpResponse<byte[]> accepted =
        alice.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body()).isEmpty();
  }

  @Test
  void bodyOfMoreThanACallMayHaveIsRefusedWhetherAnnouncedOrNot() {
    byte[] body = (LIST + " ".repeat(11 << 20)).getBytes(StandardCharsets.UTF_8);
    for (HttpRequest.BodyPublisher publisher :
        List.of(
            BodyPublishers.ofByteArray(body),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
      HttpResponse<byte[]> refused = alice.send(alice.request().POST(publisher));
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(new String(refused.body(), StandardCharsets.UTF_8))
          .contains("\"max_body_bytes\":11534336");
    }
  }

  /** Senders that announce much and bring nothing hold what they announced; others still get in. */
  @Test
  void largeBodyIsTurnedAwayWhileOthersTakeAllMemory() throws Exception {
    byte[] large = new byte[11 << 20];
    List<Socket> silent = new ArrayList<>();
    try (InProcessService service = TestService.beside()) {
      McpCaller caller = McpCaller.of(new Caller(service.port(), TestService.ALICE));
      try {
        HttpResponse<byte[]> refused;
        do {
          silent.add(announce(service.port(), large.length));
          refused = caller.send(caller.request().POST(BodyPublishers.ofByteArray(large)));
        } while (refused.statusCode() != 503 && silent.size() < 20);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(caller.ask("tools/list", Map.of())).containsKey("tools");
      } finally {
        for (Socket socket : silent) {
          socket.close();
        }
      }
      Await.until(
          "the memory is given back",
          Duration.ofMinutes(5),
          () ->
              caller.send(caller.request().POST(BodyPublishers.ofByteArray(large))).statusCode()
                  != 503);
    }
  }

  /** Begins a request, and waits until the server asks for its body. */
  private static Socket announce(int port, int length) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            """
            POST /mcp HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Expect: 100-continue\r
            Content-Length: %d\r
            \r
            """
                .formatted(TestService.ALICE, length)
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 ");
    return socket;
  }
}
