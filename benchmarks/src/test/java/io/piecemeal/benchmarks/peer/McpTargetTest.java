package io.piecemeal.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkLoad;
import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.load.Pace;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McpTargetTest {

  private static final Pattern CALL =
      Pattern.compile(
          "\\{\"jsonrpc\":\"2.0\",\"id\":[0-9]+,\"method\":\"tools/call\",\"params\":\\{"
              + "\"name\":\"upload_append\",\"arguments\":\\{\"file_id\":\"f1\","
              + "\"offset\":([0-9]+),\"encoding\":\"base64\",\"data\":\"([^\"]+)\"}}}");

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile boolean refuses;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(Loopback.port(0), 0);
    server.createContext("/uploads", exchange -> answer(exchange, "{\"file_id\":\"f1\"}"));
    server.createContext("/mcp", this::answerCall);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachChunkIsACallThatGoesOnWhereTheLastOneEnded() throws Exception {
    Crew.Outcome outcome = load();

    assertThat(outcome.tally().errors()).as(outcome.tally().lastError()).isZero();
    assertThat(calls).hasSize(3);
    for (int number = 0; number < calls.size(); number++) {
      Matcher call = CALL.matcher(calls.get(number));
      assertThat(call.matches()).as(calls.get(number)).isTrue();
      assertThat(call.group(1)).isEqualTo(Integer.toString(300 * number));
      assertThat(Base64.getDecoder().decode(call.group(2))).hasSize(300);
    }
  }

  @Test
  void failedCallIsAnErrorAlthoughHttpSucceeds() throws Exception {
    refuses = true;

    Crew.Outcome outcome = load();

    assertThat(outcome.tally().errors()).isEqualTo(3);
    assertThat(outcome.tally().lastError()).contains("\"isError\":true");
  }

  private Crew.Outcome load() throws Exception {
    return new ChunkLoad(LoadCase.parse("300Bx1"), BodyForm.MCP)
        .run(
            Loopback.port(server.getAddress().getPort()),
            (chunk, length) -> new McpTarget("Authorization: Bearer x", "base64", chunk, length),
            _ -> new Pace.AtOnce(),
            new Crew.Limits(Duration.ofMinutes(5), 3),
            () -> {});
  }

  private void answerCall(HttpExchange exchange) throws IOException {
    calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
    answer(exchange, "{\"result\":{\"isError\":" + refuses + "}}");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.US_ASCII);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
