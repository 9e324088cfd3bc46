package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that takes long tells how far it is, to a client that asks for that. */
class McpProgressTest {

  private static final String HERE = "127.0.0.1";
  private static final int CHUNK = 64 << 10;
  private static final int CHUNKS = 40;
  private static final int SIZE = CHUNKS * CHUNK;

  private static InProcessService service;

  @AutoClose private FileServer source;

  @BeforeAll
  static void start() {
    service =
        TestService.alone(
            TestService.newDataDirectory(),
            "--import-hosts",
            HERE,
            "--outbound-allow",
            HERE,
            "--max-chunk",
            "64KiB");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A source of four seconds. */
  @BeforeEach
  void listen() throws IOException {
    source = new FileServer();
    source.answer(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, SIZE);
          for (int sent = 0; sent < CHUNKS; sent++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            exchange.getResponseBody().write(new byte[CHUNK]);
            exchange.getResponseBody().flush();
          }
        });
  }

  private String fetching(String meta) {
    return Json.of(
        "jsonrpc",
        "2.0",
        "id",
        7,
        "method",
        "tools/call",
        "params",
        Map.of(
            "name",
            "upload_from_url",
            "arguments",
            Map.of("url", source.url(HERE, "/slow"), "filename", "a.bin"),
            "_meta",
            meta.isEmpty() ? Map.of() : Map.of("progressToken", meta)));
  }

  private HttpResponse<byte[]> send(String accepted, String body) {
    McpCaller caller = McpCaller.of(new Caller(service.port(), TestService.ALICE));
    return caller.send(
        caller.request().setHeader("Accept", accepted).POST(BodyPublishers.ofString(body)));
  }

  private static List<Map<String, Object>> events(HttpResponse<byte[]> response) {
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return new String(response.body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> Json.read(Bytes.utf8(line.substring("data: ".length()))))
        .toList();
  }

  @Test
  void reportsComeBeforeTheAnswerAndEachIsOfMore() {
    HttpResponse<byte[]> response = send("application/json, text/event-stream", fetching("call-1"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    List<Map<String, Object>> events = events(response);
    assertThat(events.getLast()).containsEntry("id", 7).containsKey("result");
    List<Map<String, Object>> reports = events.subList(0, events.size() - 1);
    assertThat(reports).hasSizeBetween(1, CHUNKS);
    long before = 0;
    for (Map<String, Object> report : reports) {
      assertThat(report).containsEntry("method", "notifications/progress").doesNotContainKey("id");
      Map<String, Object> params = McpCaller.object(report, "params");
      assertThat(params).containsEntry("progressToken", "call-1").containsEntry("total", SIZE);
      long progress = ((Number) Json.require(params, "progress")).longValue();
      assertThat(progress).isGreaterThan(before).isLessThanOrEqualTo(SIZE);
      before = progress;
    }
  }

  @Test
  void whoAsksForNoneOrTakesNoEventsIsAnsweredAsEver() {
    for (HttpResponse<byte[]> response :
        List.of(
            send("application/json, text/event-stream", fetching("")),
            send("application/json", fetching("call-1")))) {
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(Json.read(response.body())).containsEntry("id", 7).containsKey("result");
    }
  }

  @Test
  void callThatIsDoneAtOnceIsAnsweredAsEver() {
    HttpResponse<byte[]> response =
        send("application/json, text/event-stream", fetching("call-1").replace("/slow", "/file"));
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Json.read(response.body())).containsKey("result");
  }
}
