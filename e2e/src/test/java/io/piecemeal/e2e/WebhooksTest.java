package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events are sent to URLs of owners, and to none that are not for them. */
class WebhooksTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static InProcessService service;

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private Caller alice;
  private Caller bob;
  private HttpServer receiver;

  private record Received(String id, String time, String signature, String body) {

    Map<String, Object> event() {
      return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }

    /** As the libraries of Standard Webhooks check it. */
    boolean isSignedBy(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = "%s.%s.%s".formatted(id, time, body).getBytes(StandardCharsets.UTF_8);
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        return List.of(signature.split(" ")).contains(expected);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeAll
  static void start() {
    service = TestService.alone(TestService.newDataDirectory(), "--outbound-allow", "127.0.0.1");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void listen() throws IOException {
    alice = new Caller(service.port(), TestService.ALICE);
    bob = new Caller(service.port(), TestService.BOB);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void clear() {
    receiver.stop(0);
    for (Map<String, Object> webhook : alice.get("/webhooks").is(200).data()) {
      alice.delete("/webhooks/" + webhook.get("id")).is(204);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    var fields = exchange.getRequestHeaders();
    Received one =
        new Received(
            fields.getFirst("webhook-id"),
            fields.getFirst("webhook-timestamp"),
            fields.getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (status == 204) {
      received.add(one);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:%d/hook".formatted(receiver.getAddress().getPort());
  }

  private Answer created(Object... more) {
    Object[] members = new Object[more.length + 2];
    members[0] = "url";
    members[1] = url();
    System.arraycopy(more, 0, members, 2, more.length);
    return alice.post("/webhooks", Json.of(members)).is(201);
  }

  private Map<String, Object> now(String id) {
    return alice.get("/webhooks").is(200).data().stream()
        .filter(webhook -> Json.require(webhook, "id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private String completedFile() {
    String id = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    return id;
  }

  private void awaitReceived(int count) throws Exception {
    Await.until("events arrive", PATIENCE, () -> received.size() >= count);
  }

  @Test
  void whatGetEventsTellsIsSentSignedAndInOrder() throws Exception {
    String start = alice.get("/events?after=latest").is(200).text("next");
    Answer webhook = created();
    completedFile();
    String file = completedFile();
    alice.delete("/files/" + file).is(204);

    awaitReceived(5);

    assertThat(received).extracting(Received::event).isEqualTo(events(start));
    assertThat(received)
        .allMatch(one -> one.isSignedBy(webhook.text("secret")))
        .allMatch(one -> one.id().equals(Json.require(one.event(), "id")));
  }

  private List<Map<String, Object>> events(String start) {
    return alice.get("/events?after=" + start).is(200).data();
  }

  @Test
  void onlyTheTypesThatAreWantedAreSent() throws Exception {
    created("types", List.of("file.completed"));
    String first = completedFile();
    String second = completedFile();

    awaitReceived(2);

    assertThat(received)
        .extracting(one -> Json.require(one.event(), "data").toString())
        .satisfiesExactly(
            one -> assertThat(one).contains(first), one -> assertThat(one).contains(second));
  }

  @Test
  void aReceiverThatIsDownGetsAllAfterwards() throws Exception {
    status = 503;
    String id = created().text("id");
    String start = alice.get("/events?after=latest").is(200).text("next");
    completedFile();
    Await.until("it fails", PATIENCE, () -> Json.require(now(id), "status").equals("failing"));
    assertThat(Json.require(now(id), "reason").toString()).contains("503");
    completedFile();

    status = 204;
    awaitReceived(4);

    assertThat(received).extracting(Received::event).isEqualTo(events(start));
    Await.until("it is well", PATIENCE, () -> Json.require(now(id), "status").equals("on"));
    assertThat(now(id)).containsEntry("failures", 0).doesNotContainKey("reason");
  }

  @Test
  void aReceiverThatIsGoneIsOffUntilAReplay() throws Exception {
    status = 410;
    String start = alice.get("/events?after=latest").is(200).text("next");
    String id = created().text("id");
    completedFile();
    Await.until("it is off", PATIENCE, () -> Json.require(now(id), "status").equals("off"));

    status = 204;
    alice.post("/webhooks/" + id + "/replay", Json.of("after", start)).is(200).has("status", "on");

    awaitReceived(2);
    assertThat(received).extracting(Received::event).isEqualTo(events(start));
  }

  @Test
  void duringAnOverlapBothSecretsSign() throws Exception {
    Answer webhook = created("types", List.of("file.created"));
    String path = "/webhooks/" + webhook.text("id") + "/rotate";
    Answer second = alice.post(path, Json.of("overlap", 3600)).is(201);
    alice.open();
    awaitReceived(1);
    Answer third = alice.post(path, Json.of("overlap", 0)).is(201);
    alice.open();
    awaitReceived(2);

    assertThat(received.get(0).isSignedBy(webhook.text("secret"))).isTrue();
    assertThat(received.get(0).isSignedBy(second.text("secret"))).isTrue();
    assertThat(received.get(1).isSignedBy(second.text("secret"))).isFalse();
    assertThat(received.get(1).isSignedBy(third.text("secret"))).isTrue();
    assertThat(now(webhook.text("id"))).doesNotContainKey("secret");
  }

  @Test
  void nobodySeesOrChangesThoseOfAnother() {
    String id = created().text("id");

    assertThat(bob.get("/webhooks").is(200).data()).isEmpty();
    bob.delete("/webhooks/" + id).isProblem(404, "not-found");
    bob.post("/webhooks/" + id + "/rotate", "{}").isProblem(404, "not-found");
    bob.post("/webhooks/" + id + "/replay", "{}").isProblem(404, "not-found");
  }

  /** Of a type that there is not, nothing would ever be sent. */
  @Test
  void aTypeThatThereIsNotIsRefused() {
    Answer refused =
        alice
            .post(
                "/webhooks",
                Json.of("url", url(), "types", List.of("file.created", "file.complete")))
            .isProblem(422, "invalid-field")
            .has("field", "types")
            .has("nearest", "file.completed");
    assertThat(refused.text("detail"))
        .contains("Did you mean 'file.completed'? Known are: file.completed, file.created,");
    for (String type : List.of("", "file", "FILE.COMPLETED", "x".repeat(65), "<script>")) {
      alice
          .post("/webhooks", Json.of("url", url(), "types", List.of(type)))
          .isProblem(422, "invalid-field");
    }
  }

  @Test
  void anAddressThatIsNotAllowedIsRefused() {
    for (String url :
        List.of(
            "http://127.0.0.2/",
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]/",
            "http://0x7f.1/",
            "ftp://example.com/",
            "https://user@example.com/")) {
      alice.post("/webhooks", Json.of("url", url)).isProblem(422, "invalid-field");
    }
  }

  /** What a name is found to be, is only known when it is resolved. */
  @Test
  void aNameOfThisMachineIsNotSentTo() throws Exception {
    Caller ofAnother = Caller.alice();
    String url = "http://localhost:%d/hook".formatted(receiver.getAddress().getPort());
    String id = ofAnother.post("/webhooks", Json.of("url", url)).is(201).text("id");
    ofAnother.openWith(Bytes.utf8("x"));

    Await.until(
        "it fails",
        PATIENCE,
        () ->
            ofAnother.get("/webhooks").is(200).data().stream()
                .anyMatch(webhook -> String.valueOf(webhook.get("reason")).contains("public")));

    assertThat(received).isEmpty();
    ofAnother.delete("/webhooks/" + id).is(204);
  }

  @Test
  void withoutAKeyThereAreNone() {
    List<String> options =
        List.of("--port", "0", "--data-dir", TestService.newDataDirectory().toString());
    try (InProcessService off =
        InProcessService.start(options, Map.of("PIECEMEAL_API_KEYS", TestService.KEYS))) {
      Caller caller = new Caller(off.port(), TestService.ALICE);

      caller.get("/webhooks").isProblem(404, "not-found");
      caller
          .post("/webhooks", Json.of("url", "https://hooks.example.com/"))
          .isProblem(404, "not-found");
    }
  }

  @Test
  void noSecretIsInTheDatabase() {
    String secret = created().text("secret").substring("whsec_".length());
    String rows = "SELECT count(*) FROM webhook WHERE strpos(CAST(webhook AS text), ?) > 0";

    assertThat(Sql.of(service).number(rows, url())).isEqualTo(1);
    assertThat(Sql.of(service).number(rows, secret)).isZero();
  }
}
