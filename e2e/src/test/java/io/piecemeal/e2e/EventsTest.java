package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** GET /events: what has happened to the caller's files, as pages and as a stream. */
class EventsTest {

  private final Caller alice = Caller.alice();
  private final Caller bob = Caller.bob();

  private String latest(Caller caller) {
    return caller.get("/events?after=latest").is(200).text("next");
  }

  private static List<?> types(Answer page) {
    return page.data().stream().map(event -> event.get("type")).toList();
  }

  @Test
  void theLifeOfAFileIsTold() {
    String start = latest(alice);
    String id = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    alice.delete("/files/" + id).is(204);

    Answer page = alice.get("/events?after=" + start).is(200).has("has_more", false);

    assertThat(types(page).toString()).isEqualTo("[file.created, file.completed, file.deleted]");
    assertThat(page.data().get(1).toString()).contains(id).contains("size=5");
    assertThat(alice.get("/events?after=" + page.text("next")).is(200).data()).isEmpty();
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    String next = latest(alice);
    for (int i = 0; i < 3; i++) {
      alice.openWith(Bytes.utf8("x"));
    }
    List<Object> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      Answer page = alice.get("/events?limit=2&after=" + next).is(200);
      all.addAll(page.data());
      next = page.text("next");
      more = !page.data().isEmpty();
    }
    assertThat(all).hasSize(3);
  }

  @Test
  void ownersSeeOnlyTheirOwn() {
    String start = latest(bob);
    alice.openWith(Bytes.utf8("x"));

    assertThat(bob.get("/events?after=" + start).is(200).data()).isEmpty();
  }

  @Test
  void aWaitEndsWithAnEvent() {
    String start = latest(alice);
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> alice.get("/events?wait=60s&after=" + start));
    alice.openWith(Bytes.utf8("x"));

    assertThat(waiting.join().is(200).data()).hasSize(1);
  }

  @Test
  void aCursorThatIsNoneAndOneThatIsAheadAreRefused() {
    alice.get("/events?after=nothing").isProblem(422, "invalid-field");
    alice.get("/events?after=1.fffzzzz").isProblem(410, "events-lost");
    alice.get("/events?afer=1").isProblem(422, "unknown-field");
    alice.get("/events?limit=0").is(422);
  }

  @Test
  void aStreamTellsEventsAndGoesOnFromTheLastOne() throws Exception {
    String start = latest(alice);
    String first = alice.openWith(Bytes.utf8("x"));
    String cursor;
    try (Stream stream = Stream.open("?after=" + start, Optional.empty())) {
      assertThat(stream.next("event: ")).isEqualTo("file.created");
      assertThat(stream.next("data: ")).contains(first);
      String second = alice.openWith(Bytes.utf8("y"));
      cursor = stream.next("id: ");
      assertThat(stream.next("data: ")).contains(second);
    }
    String third = alice.openWith(Bytes.utf8("z"));
    try (Stream stream = Stream.open("", Optional.of(cursor))) {
      assertThat(stream.next("data: ")).contains(third);
    }
  }

  @Test
  void aStreamFromALostCursorIsRefused() throws Exception {
    try (Stream stream = Stream.open("?after=1.fffzzzz", Optional.empty())) {
      assertThat(stream.status).isEqualTo(410);
    }
    try (Stream stream = Stream.open("?limit=5", Optional.empty())) {
      assertThat(stream.status).isEqualTo(422);
    }
  }

  /** What is broken off gives its place back. */
  @Test
  void streamsOfAnOwnerAreBounded() throws Exception {
    List<Stream> open = new ArrayList<>();
    int status = 200;
    while (status == 200 && open.size() < 100) {
      Stream next = Stream.open("?after=latest", Optional.empty());
      status = next.status;
      open.add(next);
    }
    assertThat(status).isEqualTo(503);
    assertThat(open.size()).isLessThanOrEqualTo(17);
    for (Stream stream : open) {
      stream.close();
    }
    Await.until(
        "a place is free",
        Duration.ofMinutes(2),
        () -> {
          try (Stream stream = Stream.open("?after=latest", Optional.empty())) {
            return stream.status == 200;
          }
        });
  }

  private record Stream(HttpClient client, int status, BufferedReader lines, InputStream body)
      implements AutoCloseable {

    static Stream open(String query, Optional<String> lastId) throws Exception {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + TestService.port() + "/events" + query))
              .timeout(Duration.ofMinutes(1))
              .header("Authorization", "Bearer " + TestService.ALICE)
              .header("Accept", "text/event-stream");
      lastId.ifPresent(id -> request.header("Last-Event-ID", id));
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Stream(
          client,
          response.statusCode(),
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)),
          response.body());
    }

    String next(String start) throws Exception {
      String line = lines.readLine();
      while (line != null && !line.startsWith(start)) {
        line = lines.readLine();
      }
      assertThat(line).as("the stream ended").isNotNull();
      return line.substring(start.length());
    }

    @Override
    public void close() throws IOException {
      body.close();
      client.shutdownNow();
    }
  }
}
