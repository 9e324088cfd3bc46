package io.piecemeal.mcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The bridge before a server that answers as it is told. */
class StdioBridgeTest {

  private static final String KEY = "pm_abc_0123456789";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private Answer answer = new Answer(200, "application/json", PONG);
  private final HttpServer server;

  /** Before this, no ping is answered. */
  private CountDownLatch mayPong = new CountDownLatch(0);

  private record Request(String body, com.sun.net.httpserver.Headers headers) {}

  private record Answer(int status, String type, String body) {}

  StdioBridgeTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/mcp", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(new Request(body, exchange.getRequestHeaders()));
      if (body.equals(PING)) {
        mayPong.await();
      }
      exchange.getResponseHeaders().add("Content-Type", answer.type);
      exchange.getResponseHeaders().add("Retry-After", "7");
      byte[] bytes = answer.body.getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:%d/mcp".formatted(server.getAddress().getPort()));
  }

  /** What comes out when these lines go in. */
  private List<String> pass(String... lines) throws Exception {
    return pass(endpoint(), String.join("\n", lines));
  }

  private static List<String> pass(URI endpoint, String input) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StdioBridge(endpoint, KEY, out).run(new ByteArrayInputStream(input.getBytes(UTF_8)));
    return out.toString(UTF_8).lines().toList();
  }

  private static JsonNode error(List<String> output, int id) {
    assertThat(output).hasSize(1);
    JsonNode json = Message.JSON.readTree(output.getFirst());
    assertThat(json.path("jsonrpc").asString()).isEqualTo("2.0");
    assertThat(json.path("id").asInt()).isEqualTo(id);
    return json.path("error");
  }

  private static String message(List<String> output, int id) {
    return error(output, id).path("message").asString();
  }

  @Test
  void messageGoesWithTheKeyAndItsAnswerComesBackAsTheyAre() throws Exception {
    String odd = "{ \"method\":\"ping\", \"id\":1,\"jsonrpc\":\"2.0\", \"params\":{\"é\":1e400}}";
    answer = new Answer(200, "application/json", "{\"id\":1,\n \"jsonrpc\":\"2.0\",\r\n\"x\":1.0}");

    assertThat(pass(odd)).containsExactly("{\"id\":1,  \"jsonrpc\":\"2.0\",  \"x\":1.0}");
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body).isEqualTo(odd);
              assertThat(request.headers.getFirst("Authorization")).isEqualTo("Bearer " + KEY);
              assertThat(request.headers.getFirst("Accept"))
                  .isEqualTo("application/json, text/event-stream");
              assertThat(request.headers.getFirst("MCP-Protocol-Version")).isNull();
            });
  }

  /** Where the service cannot read an id, the bridge names it. */
  @ParameterizedTest
  @CsvSource({
    "9223372036854775808",
    "-123456789012345678901234567890",
    "1.50",
    "1E+400",
    "0.1000000000000000055511151231257827"
  })
  void numbersOfAnyKindComeBackAsTheyWereSent(String id) throws Exception {
    String request = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id);
    String pong = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}".formatted(id);
    answer = new Answer(200, "application/json", pong);
    assertThat(pass(request)).containsExactly(pong);

    answer =
        new Answer(
            400,
            "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"a\"}}");
    assertThat(pass(request))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32600,\"message\":\"a\"}}"
                .formatted(id));
  }

  @Test
  void blankLinesAndCarriageReturnsAreNoMessages() throws Exception {
    assertThat(pass("", " \r", PING + "\r", "")).containsExactly(PONG);
  }

  @Test
  void notificationIsSentAndNotAnswered() throws Exception {
    answer = new Answer(202, "text/plain", "");
    assertThat(pass("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")).isEmpty();
    assertThat(requests).hasSize(1);
  }

  /** The bridge ends only when all requests have, so it would wait for the pong. */
  @Test
  @Timeout(60)
  void cancelledRequestIsBrokenOffAndNotAnswered() throws Exception {
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
    answer = new Answer(202, "text/plain", "");
    mayPong = new CountDownLatch(1);
    try {
      assertThat(pass(PING, cancel)).isEmpty();
      assertThat(requests).extracting(Request::body).contains(cancel);
    } finally {
      mayPong.countDown();
    }
  }

  @Test
  void cancellingAnotherIdEndsNothing() throws Exception {
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"1\"}}";
    assertThat(pass(PING, cancel)).contains(PONG);
  }

  @Test
  void refusalOfANotificationIsAnswerToNothing() throws Exception {
    answer = new Answer(400, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}");
    assertThat(pass("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/none\"}")).isEmpty();
  }

  @Test
  void versionThatWasAgreedOnIsSaidFromThenOn() throws Exception {
    answer =
        new Answer(
            200,
            "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\"}}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StdioBridge bridge = new StdioBridge(endpoint(), KEY, out);
    bridge.run(lines("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}"));
    bridge.run(lines(PING));

    assertThat(requests.stream().map(sent -> sent.headers.getFirst("MCP-Protocol-Version")))
        .containsExactly(null, "2025-11-25");
  }

  private static InputStream lines(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void messageThatNamesItsVersionIsNamedInTheHeaders() throws Exception {
    pass(
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"größe",\
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""");
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.headers.getFirst("MCP-Protocol-Version")).isEqualTo("2026-07-28");
              assertThat(request.headers.getFirst("Mcp-Method")).isEqualTo("tools/call");
              assertThat(request.headers.getFirst("Mcp-Name")).isEqualTo("=?base64?Z3LDtsOfZQ==?=");
            });
  }

  @Test
  void eventsBecomeLines() throws Exception {
    answer =
        new Answer(
            200,
            "text/event-stream; charset=utf-8",
            """
            : hello
            event: message
            data: {"jsonrpc":"2.0","method":"notifications/progress"}

            id: 7
            data: {"jsonrpc":"2.0",
            data:  "id":1,"result":{}}

            """);
    assertThat(pass(PING))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"} ",
            "{\"jsonrpc\":\"2.0\", \"id\":1,\"result\":{}} ");
  }

  @Test
  void streamThatEndsWithoutTheAnswerIsToldSo() throws Exception {
    answer = new Answer(200, "text/event-stream", "data: {\"jsonrpc\":\"2.0\",\"id\":1,");
    assertThat(message(pass(PING), 1)).contains("too early", "send the same call again");
  }

  @Test
  void eachRequestOfABatchIsAnswered() throws Exception {
    answer = new Answer(200, "application/json", "[" + PONG + "]");
    List<String> output =
        pass(
            "["
                + PING
                + ",{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"ping\"}"
                + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]");
    assertThat(output).hasSize(2).first().isEqualTo("[" + PONG + "]");
    assertThat(output.getLast()).contains("\"id\":\"b\"", "\"error\"");
  }

  @Test
  void errorThatNamesNoRequestGetsTheIdThatTheClientWaitsFor() throws Exception {
    answer =
        new Answer(
            400,
            "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}");
    assertThat(message(pass(PING), 1)).isEqualTo("no");
  }

  @ParameterizedTest
  @CsvSource({
    "401, PIECEMEAL_KEY",
    "404, PIECEMEAL_URL",
    "413, smaller",
    "503, again in 7 s",
    "429, again in 7 s",
    "502, same call again",
    "308, --url",
    "500, log"
  })
  void problemOfHttpBecomesAnErrorThatSaysWhatToDo(int status, String next) throws Exception {
    answer =
        new Answer(
            status,
            "application/problem+json",
            "{\"title\":\"Bad\",\"detail\":\"It is bad.\",\"status\":1}");
    JsonNode error = error(pass(PING), 1);
    assertThat(error.path("code").asInt()).isEqualTo(-32000);
    assertThat(error.path("message").asString())
        .contains("HTTP " + status, endpoint() + ": It is bad. ", next)
        .doesNotContain(KEY);
  }

  @Test
  void pageOfAProxyIsNoAnswer() throws Exception {
    answer = new Answer(200, "text/html", "<html>Log in</html>");
    assertThat(message(pass(PING), 1)).contains("HTTP 200", "PIECEMEAL_URL");
  }

  @Test
  void serviceThatIsDownIsToldInAnErrorForEachRequest() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    URI down = URI.create("http://127.0.0.1:%d/mcp".formatted(closed));
    List<String> output = pass(down, PING + "\n" + PING.replace("1", "2"));
    assertThat(output).hasSize(2);
    assertThat(output.getFirst())
        .contains("Cannot connect to " + down, "./piecemeal serve", "PIECEMEAL_URL");
  }

  @Test
  void connectionThatBreaksLeavesTheOutcomeOpen() throws Exception {
    server.removeContext("/mcp");
    server.createContext("/mcp", HttpExchange::close);
    assertThat(message(pass(PING), 1)).contains("broke", "send the same call again");
  }

  @Test
  void whatIsNoMessageIsRefusedAndNotSent() throws Exception {
    List<String> output = pass("{\"jsonrpc\":", "17", "[]", PING);
    assertThat(output).hasSize(4).contains(PONG);
    assertThat(output.getFirst()).contains("-32700", "\"id\":null", "one message");
    assertThat(requests).hasSize(1);
  }

  @Test
  void lineBeyondTheBoundIsRefusedAndTheNextOneIsPassed() throws Exception {
    List<String> output = pass("[\"" + "x".repeat(StdioBridge.MAX_MESSAGE) + "\"]", PING);
    assertThat(output).hasSize(2).contains(PONG);
    assertThat(output.getFirst()).contains("-32600", "smaller chunks");
  }

  @Test
  void requestsAreUnderWaySideBySide() throws Exception {
    server.removeContext("/mcp");
    java.util.concurrent.CyclicBarrier both = new java.util.concurrent.CyclicBarrier(2);
    server.createContext(
        "/mcp",
        exchange -> {
          try {
            both.await();
          } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new IOException(e);
          }
          answer(exchange);
        });
    assertThat(pass(PING, PING)).containsExactly(PONG, PONG);
  }

  @Test
  void endsWhenNobodyReadsTheAnswers() throws Exception {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    new StdioBridge(endpoint(), KEY, closed).run(lines(PING + "\n" + PING));
    assertThat(requests).isNotEmpty();
  }
}
