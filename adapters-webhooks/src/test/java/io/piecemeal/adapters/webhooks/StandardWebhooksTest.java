package io.piecemeal.adapters.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.port.out.WebhookSender.Delivery;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.outbound.OutboundClient;
import io.piecemeal.outbound.OutboundPolicy;
import io.piecemeal.testkit.WebhookSenderContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StandardWebhooksTest extends WebhookSenderContract {

  private static final OutboundPolicy HERE = OutboundPolicy.allowing(List.of("127.0.0.1"));
  private static final Instant NOW = Instant.parse("2026-04-13T06:00:00Z");
  private static final WebhookKey KEY = new WebhookKey("k".repeat(32));

  @AutoClose
  private static final OutboundClient CLIENT = new OutboundClient(HERE, Duration.ofSeconds(30), 4);

  private record Received(String id, String time, String signature, String type, String body) {}

  private record Planned(int status, Optional<String> retryAfter) {}

  private static final AtomicReference<Received> LAST = new AtomicReference<>();
  private static final AtomicReference<Planned> PLANNED =
      new AtomicReference<>(new Planned(204, Optional.empty()));

  private static final List<Delivery> WATCHED = new CopyOnWriteArrayList<>();

  private static HttpServer server;

  @BeforeAll
  static void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", StandardWebhooksTest::take);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void take(HttpExchange exchange) throws IOException {
    var fields = exchange.getRequestHeaders();
    LAST.set(
        new Received(
            fields.getFirst("webhook-id"),
            fields.getFirst("webhook-timestamp"),
            fields.getFirst("webhook-signature"),
            fields.getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    PLANNED
        .get()
        .retryAfter()
        .ifPresent(text -> exchange.getResponseHeaders().set("Retry-After", text));
    exchange.sendResponseHeaders(PLANNED.get().status(), -1);
    exchange.close();
  }

  @Override
  protected WebhookSender sender() {
    return new StandardWebhooks(
        CLIENT, HERE, KEY, InstantSource.fixed(NOW), (delivery, took) -> WATCHED.add(delivery));
  }

  @Override
  protected String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  @Override
  protected void answer(int status, Optional<String> retryAfter) {
    PLANNED.set(new Planned(status, retryAfter));
  }

  private Received sent(SecretNumber secret) {
    answer(204, Optional.empty());
    Webhook webhook = webhook(url(), secret);
    assertThat(sender().send(webhook, EVENT)).isEqualTo(new Delivery.Accepted());
    return LAST.get();
  }

  @Test
  void anEventIsSentAsItIsTold() {
    Received received = sent(new SecretNumber(1, false));

    assertThat(received.id()).isEqualTo("evt_00000000000000010000000000000002");
    assertThat(received.time()).isEqualTo("1776060000");
    assertThat(received.type()).startsWith("application/json");
    assertThat(received.body())
        .isEqualTo(
            "{\"id\":\"evt_00000000000000010000000000000002\",\"type\":\"file.completed\","
                + "\"timestamp\":\"2026-04-13T05:32:04.123456Z\",\"data\":{"
                + "\"file_id\":\"ako5rgx309ehwlbqprs8s2xxnsp0y85q\","
                + "\"filename\":\"a \\\"b\\\" \u00e4.txt\",\"size\":7,\"sha256\":\"%s\"}}"
                    .formatted(EVENT.sha256().orElseThrow().hex()));
  }

  @Test
  void aReceiverCanCheckTheSignature() {
    Received received = sent(new SecretNumber(1, false));

    assertThat(received.signature()).isEqualTo(expected(received, 1));
  }

  @Test
  void afterARotationBothSecretsSign() {
    Received received = sent(new SecretNumber(3, true));

    assertThat(received.signature()).isEqualTo(expected(received, 3) + " " + expected(received, 2));
  }

  /** As the libraries of Standard Webhooks reckon. */
  private String expected(Received received, int number) {
    String secret = sender().secret(ID, number).reveal();
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    String signed = "%s.%s.%s".formatted(received.id(), received.time(), received.body());
    return "v1," + Base64.getEncoder().encodeToString(Hmac.of(key, signed));
  }

  /** From the specification of Standard Webhooks. */
  @Test
  void theExampleOfTheSpecificationIsSignedAlike() {
    byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            Base64.getEncoder()
                .encodeToString(
                    Hmac.of(key, "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}")))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aDateSaysWhenToComeBack() {
    answer(503, Optional.of("Mon, 13 Apr 2026 06:00:30 GMT"));

    assertThat(sender().send(webhook(url(), new SecretNumber(1, false)), EVENT))
        .isEqualTo(
            new Delivery.Failed("The receiver answered 503.", Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void eachAttemptIsWatched() {
    WATCHED.clear();
    sent(new SecretNumber(1, false));
    assertThat(WATCHED).containsExactly(new Delivery.Accepted());
  }

  @Test
  void whatWouldShowASecretDoesNot() {
    assertThat(KEY.toString() + KEY.secret(new WebhookId(ID.value()), 1))
        .doesNotContain("kkk")
        .doesNotContain(sender().secret(ID, 1).reveal());
  }
}
