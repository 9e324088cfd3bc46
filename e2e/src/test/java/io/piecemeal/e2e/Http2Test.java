package io.piecemeal.e2e;

import static io.piecemeal.e2e.Http2Socket.CONTINUATION;
import static io.piecemeal.e2e.Http2Socket.DATA;
import static io.piecemeal.e2e.Http2Socket.END_HEADERS;
import static io.piecemeal.e2e.Http2Socket.END_STREAM;
import static io.piecemeal.e2e.Http2Socket.ENHANCE_YOUR_CALM;
import static io.piecemeal.e2e.Http2Socket.HEADERS;
import static io.piecemeal.e2e.Http2Socket.NO_ERROR;
import static io.piecemeal.e2e.Http2Socket.PING;
import static io.piecemeal.e2e.Http2Socket.PRIORITY;
import static io.piecemeal.e2e.Http2Socket.PROTOCOL_ERROR;
import static io.piecemeal.e2e.Http2Socket.REFUSED_STREAM;
import static io.piecemeal.e2e.Http2Socket.RST_STREAM;
import static io.piecemeal.e2e.Http2Socket.SETTINGS;
import static io.piecemeal.e2e.Http2Socket.WINDOW_UPDATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 has the same bounds as HTTP/1.1, and those that only it needs. */
class Http2Test {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final int FRAME = 16 << 10;
  private static final int CLOSED = -1;
  private static final byte[] NOTHING = new byte[0];

  private static TlsService service;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    service = TlsService.start("--http2", "true", "--head-timeout", "2s", "--answer-idle", "2s");
    client = HttpClient.newBuilder().sslContext(service.trust()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  private static Http2Socket connect(int... settings) throws IOException {
    return service.connect().greet(settings);
  }

  private static HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.uri(path))
            .timeout(SOON)
            .header("Authorization", "Bearer " + TestService.ALICE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return response;
  }

  private static HttpRequest.Builder json(String path) {
    return request(path, "Content-Type", "application/json");
  }

  private static String open() throws Exception {
    byte[] opened =
        send(json("/uploads").POST(BodyPublishers.ofString(Json.of("filename", "a")))).body();
    return (String) Json.require(Json.read(opened), "file_id");
  }

  /** Another caller is answered meanwhile. */
  private static void assertOthersAreServed() throws Exception {
    HttpRequest.Builder other = request("/files?limit=1").timeout(AT_ONCE);
    assertThat(client.send(other.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  @Test
  void theWholeWayOfAFile() throws Exception {
    String id = open();
    byte[] chunk = Bytes.patterned(5 << 20);
    assertThat(send(json("/uploads/" + id).PUT(BodyPublishers.ofString(Json.data(chunk)))))
        .returns(200, HttpResponse::statusCode);
    assertThat(send(request("/files/" + id + "/content")).body()).isEqualTo(chunk);
    HttpResponse<byte[]> part =
        send(request("/files/" + id + "/content", "Range", "bytes=1000-1999"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(chunk, 1000, 2000));
    HttpResponse<byte[]> head = send(request("/files/" + id + "/content").HEAD());
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(chunk.length);
    assertThat(send(request("/limits").HEAD()).statusCode()).isEqualTo(200);
    String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
    HttpResponse<byte[]> stored =
        send(
            request("/files", "Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form + "abc\r\n--b--\r\n")));
    assertThat(stored.statusCode()).isEqualTo(201);
    byte[] ticket =
        send(json("/uploads/" + open() + "/ticket").POST(BodyPublishers.ofString("{}"))).body();
    URI url = URI.create((String) Json.require(Json.read(ticket), "url"));
    assertThat(send(request(url.getPath()).PUT(BodyPublishers.ofByteArray(chunk))).statusCode())
        .isBetween(200, 204);
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    HttpResponse<byte[]> answered =
        send(
            request(
                    "/mcp",
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "application/json, text/event-stream",
                    "MCP-Protocol-Version",
                    "2025-06-18")
                .POST(BodyPublishers.ofString(ping)));
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(send(request("/files/" + id).DELETE()).statusCode()).isEqualTo(204);
  }

  /** What comes before somebody reads it must not be in the way of what comes then. */
  @Test
  void bodiesThatComeBeforeTheyAreReadAreStored() throws Exception {
    byte[] content = Bytes.patterned(3 << 20);
    for (int i = 0; i < 20; i++) {
      byte[] ticket =
          send(json("/uploads/" + open() + "/ticket").POST(BodyPublishers.ofString("{}"))).body();
      URI url = URI.create((String) Json.require(Json.read(ticket), "url"));
      HttpResponse<byte[]> stored =
          send(request(url.getPath()).PUT(BodyPublishers.ofByteArray(content)));
      assertThat(stored.statusCode()).as(new String(stored.body(), UTF_8)).isEqualTo(200);
    }
  }

  @Test
  void manyStreamsOfOneConnectionAtOnce() throws Exception {
    byte[] chunk = Bytes.patterned(200_000);
    List<String> ids = Stream.generate(Http2Test::opened).limit(50).toList();
    List<CompletableFuture<HttpResponse<byte[]>>> sent =
        ids.stream()
            .map(id -> json("/uploads/" + id).PUT(BodyPublishers.ofString(Json.data(chunk))))
            .map(one -> client.sendAsync(one.build(), BodyHandlers.ofByteArray()))
            .toList();
    assertThat(sent).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
  }

  private static String opened() {
    try {
      return open();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'authorization', 'Bearer nobody', 'application/json', 0",
    "415, 'authorization', 'alice', 'text/plain', 0",
    "413, 'authorization', 'alice', 'application/json', 900000000"
  })
  void anAnswerBeforeTheEndOfTheBodyLeavesTheConnectionUsable(
      int status, String name, String value, String type, long length) throws Exception {
    String key = value.equals("alice") ? "Bearer " + TestService.ALICE : value;
    String[] fields = {name, key, "content-type", type};
    String[] withLength = Arrays.copyOf(fields, length > 0 ? 6 : 4);
    if (length > 0) {
      withLength[4] = "content-length";
      withLength[5] = Long.toString(length);
    }
    try (Http2Socket socket = connect()) {
      for (int stream = 1; stream < 80; stream += 2) {
        socket.request(stream, 0, "POST", "/uploads", withLength);
        socket.frame(DATA, 0, stream, new byte[FRAME]);
        assertThat(socket.status(stream)).isEqualTo(status);
        assertThat(socket.reset(stream)).isEqualTo(NO_ERROR);
        for (int late = 0; late < 3; late++) {
          socket.frame(DATA, 0, stream, new byte[FRAME]);
        }
      }
      socket.request(81, END_STREAM, "GET", "/health/live");
      assertThat(socket.status(81)).isEqualTo(200);
    }
  }

  @Test
  void framesMayComeInPiecesOfAnySize() throws Exception {
    byte[] head = Http2Socket.block(Http2Socket.requestFields("POST", "/uploads", withKey()));
    byte[] whole = Bytes.utf8(Json.of("filename", "a"));
    byte[] late = Http2Socket.bytes(DATA, 0, 1, new byte[100]);
    try (Http2Socket socket = service.connect()) {
      inPieces(socket, 1, Http2Socket.greeting());
      socket.request(1, 0, "POST", "/uploads");
      assertThat(socket.status(1)).isEqualTo(401);
      assertThat(socket.reset(1)).isEqualTo(NO_ERROR);
      for (int size = 1; size <= 11; size += 2) {
        inPieces(socket, size, late);
        int stream = 1 + 2 * size;
        inPieces(
            socket,
            size,
            joined(
                Http2Socket.bytes(HEADERS, END_HEADERS, stream, head),
                Http2Socket.bytes(DATA, END_STREAM, stream, whole)));
        assertThat(socket.status(stream)).as("pieces of %d", size).isEqualTo(201);
      }
    }
  }

  private static void inPieces(Http2Socket socket, int size, byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += size) {
      socket.raw(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
    }
  }

  @Test
  void whoSendsMoreThanItsWindowOnAStreamThatWasResetIsCutOff() throws Exception {
    try (Http2Socket socket = connect()) {
      socket.request(1, 0, "POST", "/uploads");
      assertThat(socket.reset(1)).isEqualTo(NO_ERROR);
      CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> why(socket));
      byte[] more = Http2Socket.bytes(DATA, 0, 1, new byte[FRAME]);
      for (int sent = 0; sent < 4 << 20 && isSent(socket, more); sent += FRAME) {
        assertThat(sent).isNotNegative();
      }
      assertThat(end.get(SOON.toSeconds(), TimeUnit.SECONDS)).isIn(ENHANCE_YOUR_CALM, CLOSED);
    }
  }

  @Test
  void streamsUnderWayComeToTheirEndWhenTheServiceStops() throws Exception {
    TlsService stopping = TlsService.start("--http2", "true");
    try (Http2Socket idle = stopping.connect().greet();
        Http2Socket socket = stopping.connect().greet()) {
      byte[] body = Bytes.utf8(Json.data(Bytes.patterned(10_000)));
      socket.request(1, 0, "PUT", "/uploads/" + open(), withKey());
      socket.frame(DATA, 0, 1, Arrays.copyOf(body, 5_000));
      // What was sent before a ping has arrived when that is answered.
      for (Http2Socket one : List.of(idle, socket)) {
        one.frame(PING, 0, 0, new byte[8]);
        assertThat(one.await(frame -> frame.type() == PING)).isPresent();
      }
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
      assertThat(socket.goAway()).isEqualTo(NO_ERROR);
      assertThat(idle.goAway()).isEqualTo(NO_ERROR);
      assertThat(idle.await(_ -> false)).as("an idle connection is closed").isEmpty();
      assertThat(stopped).as("a stream is under way").isNotDone();
      socket.frame(DATA, END_STREAM, 1, Arrays.copyOfRange(body, 5_000, body.length));
      assertThat(socket.status(1)).isEqualTo(200);
      assertThat(socket.await(_ -> false)).as("closed behind its last stream").isEmpty();
      stopped.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aBodyThatGrowsTooLongIsRefusedWhileItComes() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            json("/mcp")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[64 << 20]))));
    assertThat(answer.statusCode()).isIn(400, 413);
  }

  @ParameterizedTest
  @CsvSource({
    "/x, x-a, 9000, 431",
    "'', '', 0, 414",
  })
  void headsThatAreTooLongAreRefused(String path, String name, int length, int status)
      throws Exception {
    try (Http2Socket socket = connect()) {
      String target = path.isEmpty() ? "/" + "a".repeat(9000) : path;
      String[] many =
          IntStream.range(0, path.isEmpty() ? 0 : 120)
              .boxed()
              .flatMap(i -> Stream.of(name + i, ""))
              .toArray(String[]::new);
      assertThat(many.length == 0 || length > 0).isTrue();
      socket.request(1, END_STREAM, "GET", target, many);
      assertThat(socket.status(1)).isEqualTo(status);
    }
  }

  @Test
  void aHeadBeyondTheListThatIsAllowedIsRefused() throws Exception {
    String[] many =
        IntStream.range(0, 90)
            .boxed()
            .flatMap(i -> Stream.of("x-" + i, "v".repeat(150)))
            .toArray(String[]::new);
    try (Http2Socket socket = connect()) {
      socket.request(1, END_STREAM, "GET", "/x", many);
      assertThat(socket.status(1)).isEqualTo(431);
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("upper case", new String[] {"X-A", "a"}),
        Arguments.of("of a connection", new String[] {"connection", "close"}),
        Arguments.of("a coding", new String[] {"transfer-encoding", "chunked"}),
        Arguments.of("another host", new String[] {"host", "example.com"}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatHttp2ForbidsIsReset(String what, String[] fields) throws Exception {
    try (Http2Socket socket = connect()) {
      socket.request(1, END_STREAM, "POST", "/uploads", fields);
      assertThat(socket.reset(1)).as(what).isEqualTo(PROTOCOL_ERROR);
      socket.request(3, END_STREAM, "GET", "/health/live");
      assertThat(socket.status(3)).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatHasNotTheLengthThatWasSaidIsReset() throws Exception {
    try (Http2Socket socket = connect()) {
      String id = open();
      socket.request(1, 0, "PUT", "/uploads/" + id, withKey("content-length", "500"));
      socket.frame(DATA, END_STREAM, 1, Bytes.utf8(Json.data(new byte[3])));
      assertThat(socket.reset(1)).isEqualTo(PROTOCOL_ERROR);
      socket.request(3, END_STREAM, "GET", "/health/live");
      assertThat(socket.status(3)).isEqualTo(200);
      assertThat(send(request("/files/" + id)).body()).asString().contains("\"size\":0,");
    }
  }

  private static String[] withKey(String... more) {
    String[] fields = {
      "authorization", "Bearer " + TestService.ALICE, "content-type", "application/json"
    };
    return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void moreStreamsThanAllowedAreRefused() throws Exception {
    String path = "/uploads/" + open();
    try (Http2Socket socket = connect()) {
      for (int stream = 1; stream <= 201; stream += 2) {
        socket.request(stream, 0, "PUT", path, withKey());
      }
      assertThat(socket.reset(201)).isEqualTo(REFUSED_STREAM);
      socket.frame(RST_STREAM, 0, 1, ByteBuffer.allocate(4).putInt(8).array());
      socket.request(203, END_STREAM, "GET", "/health/live");
      assertThat(socket.status(203)).isEqualTo(200);
    }
  }

  @Test
  void aPrefaceThatDoesNotComeIsEnded() throws Exception {
    try (Http2Socket socket = service.connect()) {
      socket.raw("PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.await(_ -> false)).isEmpty();
    }
  }

  @Test
  void aHeadThatDoesNotEndIsEnded() throws Exception {
    try (Http2Socket socket = connect()) {
      socket.frame(HEADERS, END_STREAM, 1, Http2Socket.block(":method", "GET"));
      assertThat(socket.await(_ -> false)).isEmpty();
    }
    try (Http2Socket socket = connect()) {
      socket.request(1, 0, "POST", "/mcp", "authorization", "Bearer " + TestService.ALICE);
      socket.frame(HEADERS, END_STREAM, 3, Http2Socket.block(":method", "GET"));
      assertThat(socket.await(_ -> false)).isEmpty();
    }
  }

  @Test
  void anAnswerThatNobodyTakesIsGivenUp() throws Exception {
    String id = open();
    byte[] chunk = Bytes.patterned(5 << 20);
    send(json("/uploads/" + id).PUT(BodyPublishers.ofString(Json.data(chunk))));
    String path = "/files/" + id + "/content";
    try (Http2Socket socket = connect()) {
      for (int stream = 1; stream < 10; stream += 2) {
        socket.request(
            stream, END_STREAM, "GET", path, "authorization", "Bearer " + TestService.ALICE);
      }
      assertThat(socket.reset(1)).isPositive();
      socket.request(21, END_STREAM, "GET", "/health/live");
      assertThat(socket.status(21)).isEqualTo(200);
    }
  }

  static Stream<Arguments> floods() {
    String[] get = Http2Socket.requestFields("GET", "/health/live");
    byte[] head = Http2Socket.block(get);
    byte[] cancel = ByteBuffer.allocate(4).putInt(8).array();
    byte[] window = ByteBuffer.allocate(4).putInt(1).array();
    return Stream.of(
        Arguments.of(
            "Rapid Reset",
            (Flood)
                i ->
                    joined(
                        Http2Socket.bytes(HEADERS, END_STREAM | END_HEADERS, 2 * i + 1, head),
                        Http2Socket.bytes(RST_STREAM, 0, 2 * i + 1, cancel))),
        Arguments.of(
            "resets that the service makes",
            (Flood)
                i ->
                    joined(
                        Http2Socket.bytes(HEADERS, END_HEADERS, 2 * i + 1, head),
                        Http2Socket.bytes(WINDOW_UPDATE, 0, 2 * i + 1, new byte[4]))),
        Arguments.of(
            "CONTINUATION",
            (Flood)
                i ->
                    i == 0
                        ? Http2Socket.bytes(HEADERS, 0, 1, head)
                        : Http2Socket.bytes(CONTINUATION, 0, 1, new byte[0])),
        Arguments.of(
            "long CONTINUATION",
            (Flood)
                i ->
                    i == 0
                        ? Http2Socket.bytes(HEADERS, 0, 1, head)
                        : Http2Socket.bytes(
                            CONTINUATION, 0, 1, Http2Socket.block("a" + i, "b".repeat(9000)))),
        Arguments.of("SETTINGS", (Flood) _ -> Http2Socket.bytes(SETTINGS, 0, 0, NOTHING)),
        Arguments.of("PING", (Flood) _ -> Http2Socket.bytes(PING, 0, 0, new byte[8])),
        Arguments.of("PRIORITY", (Flood) i -> Http2Socket.bytes(PRIORITY, 0, 2 * i + 1, tree(i))),
        Arguments.of("WINDOW_UPDATE", (Flood) _ -> Http2Socket.bytes(WINDOW_UPDATE, 0, 0, window)),
        Arguments.of("unknown frames", (Flood) _ -> Http2Socket.bytes(99, 0, 0, NOTHING)),
        Arguments.of(
            "empty DATA",
            (Flood)
                i ->
                    i == 0
                        ? Http2Socket.bytes(
                            HEADERS,
                            END_HEADERS,
                            1,
                            Http2Socket.block(Http2Socket.requestFields("POST", "/uploads")))
                        : Http2Socket.bytes(DATA, 0, 1, NOTHING)));
  }

  private static byte[] tree(int i) {
    return ByteBuffer.allocate(5).putInt(2 * i + 3).put((byte) 1).array();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @FunctionalInterface
  interface Flood {
    byte[] frames(int i);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aFloodEndsItsConnection(String what, Flood flood) throws Exception {
    try (Http2Socket socket = connect()) {
      CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> why(socket));
      for (int i = 0; !end.isDone(); i++) {
        if (!isSent(socket, flood.frames(i))) {
          break;
        }
      }
      assertOthersAreServed();
      assertThat(end.get(SOON.toSeconds(), TimeUnit.SECONDS))
          .as(what)
          .isIn(ENHANCE_YOUR_CALM, PROTOCOL_ERROR, CLOSED);
    }
  }

  private static boolean isSent(Http2Socket socket, byte[] frames) {
    try {
      socket.raw(frames);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int why(Http2Socket socket) {
    try {
      return socket.goAway();
    } catch (IOException e) {
      return CLOSED;
    }
  }

  @Test
  void itIsLeftOutWhereItIsSwitchedOff() throws Exception {
    try (TlsService plain = TlsService.start("--http2", "false")) {
      assertThatThrownBy(plain::connect).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anUploadThatCanBeResumedIsAnnouncedBeforeItsBody() throws Exception {
    try (Http2Socket socket = connect()) {
      socket.request(
          1,
          0,
          "POST",
          "/files",
          "authorization",
          "Bearer " + TestService.ALICE,
          "upload-draft-interop-version",
          "8",
          "upload-complete",
          "?1");
      assertThat(socket.status(1)).isEqualTo(104);
      socket.frame(Http2Socket.DATA, Http2Socket.END_STREAM, 1, Bytes.utf8("abc"));
      assertThat(socket.await(frame -> frame.is(Http2Socket.HEADERS, 1))).isPresent();
      assertThat(socket.status(1)).isEqualTo(201);
      socket.request(
          3,
          Http2Socket.END_STREAM,
          "GET",
          "/limits",
          "authorization",
          "Bearer " + TestService.ALICE);
      assertThat(socket.status(3)).isEqualTo(200);
    }
  }
}
