package io.piecemeal.harness.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In front of a server that gives each body back. */
class FaultProxyTest {

  private static final String BODY = "0123456789".repeat(1000);

  private final AtomicInteger whole = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(Loopback.port(0), 0);
    server.createContext("/", this::echo);
    server.start();
    proxy = FaultProxy.before(server.getAddress().getPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
    client.close();
  }

  private void echo(HttpExchange call) throws IOException {
    try (call) {
      byte[] body = call.getRequestBody().readAllBytes();
      whole.incrementAndGet();
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    }
  }

  @Test
  void withoutAScriptItForwards() throws Exception {
    assertThat(put("/a").body()).isEqualTo(BODY);
    assertThat(proxy.count("PUT", "/*")).isEqualTo(1);
    assertThat(proxy.count("GET", "/*")).isZero();
  }

  @Test
  void bodiesInChunksAreForwardedToo() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/a"))
            .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofString(BODY)))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(BODY);
  }

  /** The next request on this connection would find no one. */
  @Test
  void anAnswerSaysThatItsConnectionEnds() throws Exception {
    assertThat(put("/a").headers().firstValue("connection")).hasValue("close");
  }

  @Test
  void aFaultIsForTheRequestsThatItNames() throws Exception {
    proxy.play("PUT /a/* 2 answer status=503\n\nGET /a/* * answer status=500");

    assertThat(put("/a/b?c").statusCode()).isEqualTo(200);
    assertThat(put("/a/b/c").statusCode()).isEqualTo(200);
    assertThat(put("/a/d").statusCode()).isEqualTo(503);
    assertThat(put("/a/b").statusCode()).isEqualTo(200);
    assertThat(proxy.count("*", "/a/*")).isEqualTo(3);
  }

  @Test
  void aLostAnswerIsOneOfARequestThatArrived() {
    proxy.play("PUT /a * lose-answer");

    assertThatThrownBy(() -> put("/a")).isInstanceOf(IOException.class);
    assertThat(whole).hasValue(1);
  }

  @Test
  void ofACutRequestNothingWholeArrives() {
    proxy.play("PUT /a * cut-request bytes=5000");

    assertThatThrownBy(() -> put("/a")).isInstanceOf(IOException.class);
    assertThat(whole).hasValue(0);
  }

  @Test
  void aCutAnswerIsTold() {
    proxy.play("PUT /a * cut-answer bytes=5000");

    assertThatThrownBy(() -> put("/a")).isInstanceOf(IOException.class);
  }

  @Test
  void aDuplicateArrivesTwice() throws Exception {
    proxy.play("PUT /a * duplicate");

    assertThat(put("/a").body()).isEqualTo(BODY);
    assertThat(whole).hasValue(2);
  }

  @Test
  void itAnswersByItself() throws Exception {
    proxy.play("PUT /a 1 answer status=429 retry-after=7 code=rate-limited retryable=true");

    HttpResponse<String> answer = put("/a");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(answer.body()).contains("\"code\":\"rate-limited\"", "\"retryable\":true");
    assertThat(whole).hasValue(0);
  }

  @Test
  void itReplacesAnAnswer() throws Exception {
    proxy.play("PUT /a 1 replace-answer status=504");

    assertThat(put("/a").statusCode()).isEqualTo(504);
    assertThat(whole).hasValue(1);
  }

  @Test
  void bodiesBeyondALimitAreRefused() throws Exception {
    proxy.play("PUT /a * limit-body bytes=9999\nPUT /b * limit-body bytes=10000");

    assertThat(put("/a").statusCode()).isEqualTo(413);
    assertThat(put("/b").statusCode()).isEqualTo(200);
  }

  @Test
  void bytesAreChanged() throws Exception {
    proxy.play("PUT /a * corrupt-answer at=4");

    assertThat(put("/a").body()).startsWith("012355");
  }

  @Test
  void itTakesNoConnectionForAWhile() throws Exception {
    proxy.play("PUT /a 1 down ms=300");

    assertThatThrownBy(() -> put("/a")).isInstanceOf(IOException.class);
    assertThat(putUntilAnswered("/a").statusCode()).isEqualTo(200);
  }

  /** A socket that is being closed may still take a connection, which nobody answers. */
  private HttpResponse<String> putUntilAnswered(String target) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (true) {
      try {
        return put(target);
      } catch (IOException e) {
        assertThat(Instant.now()).as("no answer yet: %s", e).isBefore(end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /a",
        "PUT /a x forward",
        "PUT /a * explode",
        "PUT /a * cut-request",
        "PUT /a * cut-request bytes=many",
        "PUT /a * forward bytes=1",
        "PUT /a * forward fast"
      })
  void whatIsNoFaultIsRefused(String line) {
    assertThatThrownBy(() -> proxy.play(line)).isInstanceOf(IllegalArgumentException.class);
  }

  private HttpResponse<String> put(String target) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.url() + target))
            .PUT(BodyPublishers.ofString(BODY))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
