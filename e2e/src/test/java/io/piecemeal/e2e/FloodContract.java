package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What callers keep open or unread takes a service of 64 MB away from nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FloodContract {

  private static final String CAROL = "carol-0123456789abcdef0123456789abcdef";
  private static final int HALF = 300_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<RawSocket> open = new ArrayList<>();
  private ServiceProcess service;
  private int plain;

  /** Options that say how the service is spoken to. */
  abstract List<String> options() throws Exception;

  /**
   * A connection to the service.
   *
   * @param buffer bytes that may wait to be read, about; 0 for what the system gives
   */
  abstract RawSocket connect(int port, int buffer) throws IOException;

  /** Where a client of plain HTTP reaches the service. */
  abstract int plain(int port) throws IOException;

  @BeforeAll
  void start() throws Exception {
    Map<String, String> environment =
        new HashMap<>(Sql.newDatabase().environment(TestService.KEYS + ",carol=" + CAROL));
    environment.put("PIECEMEAL_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC");
    List<String> options = new ArrayList<>(options());
    options.add("--answer-idle=3s");
    options.add("--head-timeout=10s");
    service =
        ServiceProcess.start(
            TestService.newDataDirectory(), environment, options.toArray(String[]::new));
    plain = plain(service.port());
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (RawSocket socket : open) {
      socket.close();
    }
    open.clear();
    String id = alice().open();
    Await.until(
        "broken bodies take no upload's place",
        PATIENCE,
        () -> alice().append(id, new byte[1]).status() == 200);
  }

  @Test
  void headsOfManyShortLines() throws Exception {
    flood(1200, "GET /x HTTP/1.1\r\nHost: t\r\n" + "a:\r\n".repeat(4000));
  }

  @Test
  void headsOfFewLongLines() throws Exception {
    flood(1200, "GET /x HTTP/1.1\r\nHost: t\r\n" + ("b: " + "v".repeat(900) + "\r\n").repeat(16));
  }

  @Test
  void bodiesThatAreHalfSent() throws Exception {
    flood(400, halfOfABody(TestService.ALICE));
  }

  /** Each owner may have half of the uploads, so that two have all of them. */
  @Test
  void bodiesThatTwoOwnersHalfSend() throws Exception {
    flood(240, halfOfABody(TestService.ALICE));
    flood(240, halfOfABody(CAROL));
  }

  private String halfOfABody(String key) {
    String request = "PUT /uploads/" + new Caller(plain, key).open();
    return half(request, key, "application/json", "{\"data\":\"" + "QUJD".repeat(50_000));
  }

  @Test
  void formsThatTwoOwnersHalfSend() throws Exception {
    String boundary = "--x\r\nContent-Disposition: form-data; name=";
    for (String target : List.of("/files", "/openai/v1/files")) {
      String fields = target.equals("/files") ? "" : boundary + "\"purpose\"\r\n\r\nvision\r\n";
      String body = fields + boundary + "\"file\"; filename=\"a\"\r\n\r\n" + "A".repeat(HALF);
      for (String key : List.of(TestService.ALICE, CAROL)) {
        flood(120, half("POST " + target, key, "multipart/form-data; boundary=x", body));
      }
    }
  }

  @Test
  void streamsThatTwoOwnersHalfSend() throws Exception {
    for (String key : List.of(TestService.ALICE, CAROL)) {
      String fields =
          "application/offset+octet-stream\r\nTus-Resumable: 1.0.0\r\nUpload-Length: 5000000";
      flood(240, half("POST /tus", key, fields, "A".repeat(HALF)));
    }
  }

  private static String half(String request, String key, String type, String body) {
    return """
        %s HTTP/1.1\r
        Host: t\r
        Authorization: Bearer %s\r
        Content-Length: 5000000\r
        Content-Type: %s\r
        \r
        %s"""
        .formatted(request, key, type, body);
  }

  @Test
  void downloadsThatNobodyReads() throws Exception {
    byte[] chunk = Bytes.patterned(5 << 20);
    String id = alice().openWith(chunk, chunk, chunk);
    String request =
        "GET /files/%s/content HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(id, TestService.ALICE);
    for (int i = 0; i < 200; i++) {
      RawSocket socket = connect(service.port(), 4096);
      keepOpen(socket);
      socket.send(request);
    }
    assertOthersAreServed();
    Await.until("unread answers are given up", PATIENCE, () -> closed("stalled") > 100);
  }

  @Test
  void connectionsThatSendNothing() throws Exception {
    for (int i = 0; i < 700; i++) {
      keepOpen(new RawSocket(service.port()));
    }
    // Of 64 MB there are 1024, and half of them are for one address.
    assertBoundAndCutOff(512);
  }

  /**
   * @param most how many of the connections that are open may be left once room was made
   */
  final void assertBoundAndCutOff(int most) throws Exception {
    assertOthersAreServed();
    Await.until("room is made", PATIENCE, () -> scraped("piecemeal_connections ") <= most);
    Await.until("the rest is cut off", PATIENCE, () -> scraped("piecemeal_connections ") <= 8);
    assertOthersAreServed();
  }

  final int port() {
    return service.port();
  }

  final void keepOpen(RawSocket socket) {
    open.add(socket);
  }

  @Test
  void messagesOfMillionsOfValues() throws Exception {
    StringBuilder members = new StringBuilder("{\"a\":0");
    for (int i = 0; members.length() < 3_000_000; i++) {
      members.append(",\"").append(Integer.toHexString(i)).append("\":0");
    }
    McpCaller mcp = McpCaller.of(alice());
    String bomb = members.append('}').toString();
    List<CompletableFuture<Integer>> sent =
        IntStream.range(0, 12)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> mcp.post(bomb).statusCode(), Thread::startVirtualThread))
            .toList();
    assertOthersAreServed();
    assertThat(sent).allSatisfy(status -> assertThat(status.join()).isIn(400, 503));
    assertOthersAreServed();
  }

  private Caller alice() {
    return new Caller(plain, TestService.ALICE);
  }

  /** The other side may refuse or cut off what it likes, as long as it serves others. */
  private void flood(int connections, String bytes) throws IOException {
    for (int i = 0; i < connections; i++) {
      RawSocket socket = connect(service.port(), 0);
      keepOpen(socket);
      // Each on a thread of its own: the common pool may have one only, and would take turns.
      Thread.startVirtualThread(() -> sendWhatIsTaken(socket, bytes));
      if (i % 100 == 0) {
        assertOthersAreServed();
      }
    }
    assertOthersAreServed();
  }

  private static void sendWhatIsTaken(RawSocket socket, String bytes) {
    try {
      socket.send(bytes);
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  private void assertOthersAreServed() throws IOException {
    new Caller(plain, TestService.BOB).get("/files?limit=1").is(200);
    assertThat(service.isAlive()).isTrue();
    assertThat(service.errors()).doesNotContain("OutOfMemory");
  }

  private double closed(String reason) {
    return scraped("piecemeal_connections_closed_total{reason=\"%s\"}".formatted(reason));
  }

  private double scraped(String name) {
    return new String(alice().get("/metrics").bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
