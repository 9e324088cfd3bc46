package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the owner of a file sees and does while the holder of its ticket sends. */
class TicketTransferTest {

  private static final int CHUNK = 5 << 20;
  private static final String MD5_OF_NOTHING = "Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==";
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Caller alice = Caller.alice();
  private final String id = alice.open();
  private final String ticket = issue("");

  private String issue(String body) {
    String url =
        alice.post("/uploads/" + id + "/ticket", body.isEmpty() ? "{}" : body).is(201).text("url");
    return url.substring(alice.baseUrl().length());
  }

  private Answer send(String path, BodyPublisher body, String... headers) {
    var request = alice.anonymous(path).PUT(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return alice.send(request);
  }

  private Answer sendPart(String text, String range) {
    return send(
        ticket, BodyPublishers.ofByteArray(Bytes.utf8(text)), "Content-Range", "bytes " + range);
  }

  @Test
  void aRevokedTransferStoresNoMore() throws Exception {
    GatedBody body = GatedBody.of("x".repeat(3 * CHUNK));
    CompletableFuture<Answer> sending =
        CompletableFuture.supplyAsync(() -> send(ticket, body.publisher()));
    Await.until("the first chunk is stored", SOON, () -> alice.find(id).number("size") == CHUNK);

    alice.delete("/uploads/" + id + "/ticket").is(204);
    body.open();

    sending.join().isProblem(404, "not-found");
    assertThat(alice.find(id).number("size")).isEqualTo(CHUNK);
    assertThat(alice.find(id).json()).doesNotContainKey("ticket");
  }

  /** The holder of a ticket has no other way to say what the bytes have to be. */
  @Test
  void bytesThatAreNotAsTheHeadStatesUseNoTicketUp() {
    BodyPublisher hello = BodyPublishers.ofByteArray(Bytes.utf8("hello"));
    for (String wrong :
        new String[] {"Content-Digest: sha-256=:%s=:".formatted("A".repeat(43)), MD5_OF_NOTHING}) {
      String[] field = wrong.split(": ", 2);
      send(ticket, hello, field).isProblem(400, "bad-request");
      assertThat(alice.find(id).number("size")).isZero();
    }
    send(ticket, hello, "Content-MD5", "short").isProblem(400, "bad-request");
    send(
            ticket,
            hello,
            "Content-Digest",
            "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
            "Content-MD5",
            "XUFAKrxLKna5cZ2REBfFkg==")
        .is(200)
        .has("size", 5);
  }

  @Test
  void aFormTypeIsRefusedWithTheTypeToSend() {
    Answer refused =
        send(
            ticket,
            BodyPublishers.ofByteArray(Bytes.utf8("hello")),
            "Content-Type",
            "application/x-www-form-urlencoded");
    refused.isProblem(415, "unsupported-media-type");
    assertThat(refused.text("detail")).contains("Content-Type: application/octet-stream");
  }

  @Test
  void oneTransferRunsAtATime() throws Exception {
    GatedBody body = GatedBody.of("x".repeat(3 * CHUNK));
    CompletableFuture<Answer> sending =
        CompletableFuture.supplyAsync(() -> send(ticket, body.publisher()));
    Await.until("the first chunk is stored", SOON, () -> alice.find(id).number("size") == CHUNK);

    Answer busy =
        send(ticket, BodyPublishers.ofByteArray(Bytes.utf8("x"))).isProblem(409, "ticket-busy");
    assertThat(busy.header("Retry-After")).contains("3");
    assertThat(busy.json()).containsEntry("retryable", true);
    alice.post("/uploads/" + id + "/complete", "{}").isProblem(409, "ticket-open");

    body.open();
    sending.join().is(200).has("size", 3L * CHUNK).has("file_status", "complete");
  }

  @Test
  void everyAnswerAboutTheFileTellsHowFarItsHolderIs() {
    sendPart("abc", "0-2/6").is(200);

    Map<String, Object> facts = alice.find(id).is(200).object("ticket");
    assertThat(facts)
        .containsEntry("state", "valid")
        .containsEntry("offset", 0)
        .containsEntry("total", 6)
        .containsEntry("received", 3)
        .containsKey("expires_at");
    assertThat(alice.get("/files?limit=1").is(200).data().getFirst())
        .containsEntry("ticket", facts);
    Answer open =
        alice
            .post("/uploads/" + id + "/complete", Json.of("size", 3))
            .isProblem(409, "ticket-open");
    open.has("current_size", 3);
    assertThat(open.object("ticket")).containsEntry("total", 6).containsEntry("received", 3);
    alice.append(id, Bytes.utf8("X"), "complete", true).isProblem(409, "ticket-open");

    sendPart("def", "3-5/6").is(200).has("file_status", "complete");
    alice.find(id).has("status", "complete").has("size", 6);
    assertThat(alice.bytes(id)).asString().isEqualTo("abcdef");
  }

  @Test
  void theIssuerMayKeepTheFileOpen() {
    String open = issue("{\"complete\": false}");

    send(open, BodyPublishers.ofByteArray(Bytes.utf8("abc"))).is(200).has("state", "used");

    alice.find(id).has("status", "uploading");
    alice.append(id, Bytes.utf8("def")).is(200).has("size", 6);
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
  }

  @Test
  void aTicketRequestIsReadStrictly() {
    String path = "/uploads/" + id + "/ticket";
    alice.post(path, "{\"complete\": \"no\"}").isProblem(422, "invalid-field");
    alice.post(path, "{\"completed\": false}").isProblem(422, "unknown-field");
  }

  @Test
  void whoWaitsIsToldOfTheNextChange() {
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> alice.get("/files/" + id + "?wait=60s"));
    long sent = 0;
    while (!waiting.isDone() && sent < 10_000) {
      alice.append(id, Bytes.utf8("x")).is(200).has("size", ++sent);
    }

    assertThat(waiting.join().is(200).number("size")).isPositive();
  }

  @Test
  void whoWaitsForNothingIsAnsweredThen() {
    alice.get("/files/" + id + "?wait=1s").is(200).has("size", 0);
    alice.get("/files/" + id + "?wait=0").is(200).has("size", 0);
  }
}
