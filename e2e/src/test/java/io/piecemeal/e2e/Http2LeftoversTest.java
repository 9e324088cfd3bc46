package io.piecemeal.e2e;

import static io.piecemeal.e2e.Http2Socket.DATA;
import static io.piecemeal.e2e.Http2Socket.END_HEADERS;
import static io.piecemeal.e2e.Http2Socket.HEADERS;
import static io.piecemeal.e2e.Http2Socket.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stream of HTTP/2 is over when its answer was given, or its caller has gone, whatever of its
 * body nobody has read. One that stays would count against its address, and against all, for good.
 */
class Http2LeftoversTest {

  private static final int STREAMS = 20;

  /** In frames of one byte: more than the service takes before it decodes any of them. */
  private static final int FRAMES = 6000;

  private static final byte[] CANCEL = {0, 0, 0, 8};

  private static TlsService service;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    service = TlsService.start("--http2", "true");
    client = HttpClient.newBuilder().sslContext(service.trust()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  /** How a stream comes to its end while some of its body waits. */
  enum End {
    /** It has its answer, and its caller waits for that. */
    ANSWERED,
    RESET_BY_CALLER,
    /** With all of its connection. */
    CONNECTION_CLOSED
  }

  @ParameterizedTest
  @EnumSource
  void noStreamStaysBehindABodyThatNobodyRead(End end) throws Exception {
    byte[] request = headAndBytesOneByOne();
    for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
      try (Http2Socket socket = service.connect().greet()) {
        socket.raw(request);
        switch (end) {
          case ANSWERED -> {
            assertThat(socket.status(1)).isEqualTo(404);
            assertThat(socket.reset(1)).isEqualTo(Http2Socket.NO_ERROR);
          }
          case RESET_BY_CALLER -> socket.frame(RST_STREAM, 0, 1, CANCEL);
          case CONNECTION_CLOSED -> socket.raw(head(3));
        }
      }
    }
    Await.until("no stream but our own", Duration.ofMinutes(2), () -> streams() == 1);
  }

  private static byte[] head(int stream) {
    String[] fields =
        Http2Socket.requestFields(
            "PUT",
            "/uploads/" + "a".repeat(26),
            "authorization",
            "Bearer " + TestService.ALICE,
            "content-type",
            "application/json");
    return Http2Socket.bytes(HEADERS, END_HEADERS, stream, Http2Socket.block(fields));
  }

  /** To be sent at once: the body has to be there before the answer. */
  private static byte[] headAndBytesOneByOne() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head(1));
    for (int i = 0; i < FRAMES; i++) {
      all.writeBytes(Http2Socket.bytes(DATA, 0, 1, new byte[] {' '}));
    }
    return all.toByteArray();
  }

  private static double streams() throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(service.uri("/metrics")).build();
    String text = client.send(metrics, BodyHandlers.ofString()).body();
    return Scrape.parse(text).value("piecemeal_http2_streams");
  }
}
