package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two services on one external database and one data directory, both new when they start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedDatabaseTest {

  private List<InProcessService> services = List.of();
  private List<Caller> alice = List.of();

  @BeforeAll
  void startBothAtOnce() {
    Sql database = Sql.newDatabase();
    Path data = TestService.newDataDirectory();
    List<String> options =
        List.of("--port=0", "--data-dir=" + data, "--database-url=" + database.jdbcUrl());
    services =
        Race.run(
            2, lane -> InProcessService.start(options, database.environment(TestService.KEYS)));
    alice = services.stream().map(one -> new Caller(one.port(), TestService.ALICE)).toList();
  }

  @AfterAll
  void stopBoth() {
    services.forEach(InProcessService::close);
  }

  @Test
  void eachServesTheFilesOfTheOther() {
    String id = alice.getFirst().openWith(Bytes.utf8("one,"));
    alice.getLast().append(id, Bytes.utf8("two")).is(200).has("size", 7);
    assertThat(alice.getFirst().bytes(id)).asString().isEqualTo("one,two");
    alice.getLast().delete("/files/" + id).is(204);
    alice.getFirst().find(id).isProblem(410, "gone");
  }

  @Test
  void whoWaitsAtOneIsToldOfAChangeThroughTheOther() {
    String id = alice.getFirst().open();
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> alice.getFirst().get("/files/" + id + "?wait=60s"));
    long sent = 0;
    while (!waiting.isDone() && sent < 10_000) {
      alice.getLast().append(id, Bytes.utf8("x")).is(200).has("size", ++sent);
    }

    assertThat(waiting.join().is(200).number("size")).isPositive();
  }

  @Test
  void sameChunkSentToBothAtOnceIsOneAppendAndOneReplay() {
    for (int round = 0; round < 5; round++) {
      byte[] chunk = Bytes.patterned(100_000 + round);
      String id = alice.getFirst().open();
      List<Answer> answers =
          Race.run(2, lane -> alice.get(lane).append(id, chunk, "offset", 0).is(200));
      assertThat(answers)
          .filteredOn(answer -> answer.json().containsKey("replayed"))
          .as("replays among %s", answers)
          .hasSize(1);
      assertThat(alice.getLast().bytes(id)).isEqualTo(chunk);
    }
  }

  /** A request of tus to one of both. */
  private HttpResponse<Void> tus(int lane, String method, String path, String... more) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(alice.get(lane).baseUrl() + path))
            .headers("Authorization", "Bearer " + alice.get(lane).key(), "Tus-Resumable", "1.0.0")
            .headers(more);
    boolean sends = method.equals("PATCH");
    request.method(method, sends ? BodyPublishers.ofString("abc") : BodyPublishers.noBody());
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String created(int lane, String... fields) {
    HttpResponse<Void> answer = tus(lane, "POST", "/tus", fields);
    assertThat(answer.statusCode()).isEqualTo(201);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void lastPartsThatEndAtBothAtOnceMakeOneFinalUpload() {
    for (int round = 0; round < 10; round++) {
      List<String> parts =
          List.of(
              created(0, "Upload-Length", "3", "Upload-Concat", "partial"),
              created(1, "Upload-Length", "3", "Upload-Concat", "partial"));
      String whole = created(round % 2, "Upload-Concat", "final;" + String.join(" ", parts));

      List<Integer> statuses =
          Race.run(
              2,
              lane ->
                  tus(
                          lane,
                          "PATCH",
                          parts.get(lane),
                          "Content-Type",
                          "application/offset+octet-stream",
                          "Upload-Offset",
                          "0")
                      .statusCode());

      assertThat(statuses).containsOnly(204);
      String id = whole.substring(whole.lastIndexOf('/') + 1);
      alice.getFirst().find(id).has("status", "complete").has("size", 6);
    }
  }

  @Test
  void keyThatOneMadeIsGoodForTheOther() {
    ManageKeys keys = services.getFirst().bean(ManageKeys.class);
    ApiToken token = keys.create(KeyTerms.of(new Owner("carol"))).token();
    Caller carol = new Caller(services.getLast().port(), token.reveal());
    carol.get("/files").is(200);
  }
}
