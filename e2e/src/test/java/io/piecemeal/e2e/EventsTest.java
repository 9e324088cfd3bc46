package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
    try (EventSource stream =
        EventSource.open(
            TestService.port(), TestService.ALICE, "?after=" + start, Optional.empty())) {
      assertThat(stream.next("event: ")).isEqualTo("file.created");
      assertThat(stream.next("data: ")).contains(first);
      String second = alice.openWith(Bytes.utf8("y"));
      cursor = stream.next("id: ");
      assertThat(stream.next("data: ")).contains(second);
    }
    String third = alice.openWith(Bytes.utf8("z"));
    try (EventSource stream =
        EventSource.open(TestService.port(), TestService.ALICE, "", Optional.of(cursor))) {
      assertThat(stream.next("data: ")).contains(third);
    }
  }

  @Test
  void aStreamFromALostCursorIsRefused() throws Exception {
    try (EventSource stream =
        EventSource.open(
            TestService.port(), TestService.ALICE, "?after=1.fffzzzz", Optional.empty())) {
      assertThat(stream.status()).isEqualTo(410);
    }
    try (EventSource stream =
        EventSource.open(TestService.port(), TestService.ALICE, "?limit=5", Optional.empty())) {
      assertThat(stream.status()).isEqualTo(422);
    }
  }

  /** What is broken off gives its place back. */
  @Test
  void streamsOfAnOwnerAreBounded() throws Exception {
    List<EventSource> open = new ArrayList<>();
    int status = 200;
    while (status == 200 && open.size() < 100) {
      EventSource next =
          EventSource.open(
              TestService.port(), TestService.ALICE, "?after=latest", Optional.empty());
      status = next.status();
      open.add(next);
    }
    assertThat(status).isEqualTo(503);
    assertThat(open.size()).isLessThanOrEqualTo(17);
    for (EventSource stream : open) {
      stream.close();
    }
    Await.until(
        "a place is free",
        Duration.ofMinutes(2),
        () -> {
          try (EventSource stream =
              EventSource.open(
                  TestService.port(), TestService.ALICE, "?after=latest", Optional.empty())) {
            return stream.status() == 200;
          }
        });
  }
}
