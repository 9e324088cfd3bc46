package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one owner has under way leaves room for the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerSharesTest {

  private static final int IN_FLIGHT = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  private InProcessService service = TestService.service();
  private Caller alice = Caller.alice();
  private Caller bob = Caller.bob();
  private final List<GatedBody> bodies = new ArrayList<>();
  private final List<CompletableFuture<HttpResponse<byte[]>>> slow = new ArrayList<>();

  @BeforeAll
  void start() {
    service = TestService.beside("--max-in-flight=" + IN_FLIGHT);
    alice = new Caller(service.port(), TestService.ALICE);
    bob = new Caller(service.port(), TestService.BOB);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void forget() {
    bodies.clear();
    slow.clear();
  }

  @Test
  void slowAppendsOfOneOwnerTakeHalfOfTheSlotsAndOthersAppendMeanwhile() throws Exception {
    takeAliceHerShare();

    alice
        .append(alice.open(), Bytes.utf8("one more"))
        .isProblem(429, "rate-limited")
        .has("owner_share", IN_FLIGHT / 2)
        .has("limit", IN_FLIGHT)
        .has("retryable", true);
    bob.openWith(Bytes.utf8("mine"));
    bob.store(Multipart.TYPE, Multipart.of("file", Bytes.utf8("mine"))).is(201);

    letGo();
    alice.openWith(Bytes.utf8("again"));
  }

  @Test
  void holdersOfTicketsTakeOfTheShareOfTheOneWhoIssuedThem() throws Exception {
    String id = alice.open();
    Answer ticket =
        alice
            .send(alice.request("/uploads/" + id + "/ticket").POST(BodyPublishers.noBody()))
            .is(201);
    takeAliceHerShare();

    Answer refused =
        Answer.of(
            Caller.CLIENT.send(
                HttpRequest.newBuilder(URI.create(ticket.text("url")))
                    .timeout(SOON)
                    .PUT(BodyPublishers.ofString("bytes"))
                    .build(),
                BodyHandlers.ofByteArray()));

    refused.isProblem(429, "rate-limited");
    letGo();
  }

  /** Half-sent appends, as many as there are slots: those that are let in have the share. */
  private void takeAliceHerShare() throws Exception {
    long before = refused();
    for (int i = 0; i < IN_FLIGHT; i++) {
      GatedBody body = GatedBody.of(Json.data(Bytes.patterned(400_000)));
      slow.add(
          Caller.CLIENT.sendAsync(
              alice.json("/uploads/" + alice.open()).PUT(body.publisher()).build(),
              BodyHandlers.ofByteArray()));
      bodies.add(body);
    }
    // Not by their answers: this client reads none before its body is sent.
    Await.until("half of them are refused", SOON, () -> refused() == before + IN_FLIGHT / 2);
  }

  private long refused() {
    String name = "piecemeal_problems_total{code=\"rate-limited\"} ";
    return alice
        .send(alice.anonymous("/metrics"))
        .is(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Math.round(Double.parseDouble(line.substring(name.length()))))
        .sum();
  }

  /** Those that were refused may find that their connection was closed meanwhile. */
  private void letGo() throws Exception {
    bodies.forEach(GatedBody::open);
    int stored = 0;
    for (CompletableFuture<HttpResponse<byte[]>> answer : slow) {
      int status =
          answer
              .handle((response, broken) -> broken == null ? response.statusCode() : 429)
              .get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(status).isIn(200, 429);
      stored += status == 200 ? 1 : 0;
    }
    assertThat(stored).isEqualTo(IN_FLIGHT / 2);
  }
}
