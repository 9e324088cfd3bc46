package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.testkit.Race;
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

  @Test
  void keyThatOneMadeIsGoodForTheOther() {
    ManageKeys keys = services.getFirst().bean(ManageKeys.class);
    ApiToken token = keys.create(KeyTerms.of(new Owner("carol"))).token();
    Caller carol = new Caller(services.getLast().port(), token.reveal());
    carol.get("/files").is(200);
  }
}
