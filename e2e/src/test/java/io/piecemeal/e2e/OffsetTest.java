package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Race;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Appends with an offset: stored once, however often they arrive. */
class OffsetTest {

  private final Caller alice = Caller.alice();

  @Test
  void aRepeatedChunkMayBeSaidToBeTheLast() {
    String id = alice.open();
    append(id, "abc", 0).is(200);

    alice
        .put(
            "/uploads/" + id,
            Json.of("data", Json.base64(Bytes.utf8("abc")), "offset", 0, "complete", true))
        .is(200)
        .has("replayed", true)
        .has("status", "complete");
  }

  @Test
  void appendAtTheEndIsStored() {
    String id = alice.openWith(Bytes.utf8("abc"));
    Answer appended = append(id, "def", 3).is(200).has("size", 6);
    assertThat(appended.json()).doesNotContainKey("replayed");
    assertThat(alice.bytes(id)).asString().isEqualTo("abcdef");
  }

  @Test
  void repeatedAppendIsAnsweredAsReplayedAndStoredOnce() {
    String id = alice.open();
    append(id, "abc", 0).is(200);
    var objects = ObjectsOnDisk.ofTestService();
    append(id, "abc", 0).is(200).has("replayed", true).has("size", 3).has("chunks", 1);
    assertThat(alice.bytes(id)).asString().isEqualTo("abc");
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void earlierChunkMayBeRepeatedWhenOthersHaveFollowed() {
    String id = alice.openWith(Bytes.utf8("abc"), Bytes.utf8("def"), Bytes.utf8("ghi"));
    append(id, "def", 3).is(200).has("replayed", true).has("size", 9);
  }

  @Test
  void rangeWithinAndAcrossChunksMayBeRepeated() {
    String id = alice.openWith(Bytes.utf8("abc"), Bytes.utf8("def"), Bytes.utf8("ghi"));
    append(id, "b", 1).is(200).has("replayed", true);
    append(id, "cdefg", 2).is(200).has("replayed", true);
    append(id, "abcdefghi", 0).is(200).has("replayed", true).has("size", 9);
  }

  @Test
  void repeatedAppendToACompleteFileIsStillAReplay() {
    String id = alice.openWith(Bytes.utf8("abc"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    append(id, "abc", 0).is(200).has("replayed", true).has("status", "complete");
  }

  @Test
  void otherBytesAtAStoredOffsetAreToldApartAndNeverLeadToAMixedFile() {
    String id = alice.openWith(Bytes.utf8("abc"), Bytes.utf8("def"));
    for (String other : new String[] {"abX", "abcdeX", "X", "Xbcdef and beyond its end"}) {
      Answer refused =
          append(id, other, 0)
              .isProblem(409, "offset-mismatch")
              .has("bytes_differ", true)
              .has("current_size", 6);
      assertThat(refused.json()).doesNotContainKey("expected_offset");
      assertThat(refused.object("next").toString()).contains("rewind", "to_size=0", "if_size=6");
    }
    append(id, "X", 4).isProblem(409, "offset-mismatch").has("bytes_differ", true);
    assertThat(alice.bytes(id)).asString().isEqualTo("abcdef");
  }

  @Test
  void aChangedFileIsStoredWholeByWhatTheRefusalSaysToDoNext() {
    String id = alice.openWith(Bytes.utf8("old 1"), Bytes.utf8("old 2"));
    Answer refused = append(id, "new 1", 0).isProblem(409, "offset-mismatch");
    alice.follow(refused.object("next"), Map.of()).is(200).has("size", 0);
    append(id, "new 1", 0).is(200);
    append(id, "new 2", 5).is(200);
    assertThat(alice.bytes(id)).asString().isEqualTo("new 1new 2");
  }

  @Test
  void otherBytesForACompleteFileBelongIntoANewOne() {
    String id = alice.openWith(Bytes.utf8("abc"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    Answer refused =
        append(id, "abX", 0).isProblem(409, "offset-mismatch").has("bytes_differ", true);
    alice.follow(refused.object("next"), Map.of("filename", "new")).is(201);
    assertThat(alice.bytes(id)).asString().isEqualTo("abc");
  }

  @Test
  void rangeThatReachesBeyondTheEndIsRefused() {
    String id = alice.openWith(Bytes.utf8("abc"));
    append(id, "bcd", 1).isProblem(409, "offset-mismatch").has("expected_offset", 3);
  }

  @Test
  void gapIsRefusedAndTheNextCallFillsIt() {
    String id = alice.openWith(Bytes.utf8("abc"));
    Answer refused =
        append(id, "ghi", 6)
            .isProblem(409, "offset-mismatch")
            .has("current_size", 3)
            .has("expected_offset", 3)
            .has("retryable", false);
    Map<String, String> data = Map.of("data", Json.base64(Bytes.utf8("def")));
    alice.follow(refused.object("next"), data).is(200).has("size", 6);
    assertThat(alice.bytes(id)).asString().isEqualTo("abcdef");
  }

  @Test
  void twoCallersRacingWithTheSameChunkMakeOneAppendAndOneReplay() {
    byte[] chunk = Bytes.patterned(100_000);
    for (int round = 0; round < 5; round++) {
      String id = alice.open();
      List<Answer> answers = Race.run(2, lane -> alice.append(id, chunk, "offset", 0).is(200));
      assertThat(answers)
          .filteredOn(answer -> answer.json().containsKey("replayed"))
          .as("replays among %s", answers)
          .hasSize(1);
      assertThat(alice.bytes(id)).isEqualTo(chunk);
    }
  }

  @Test
  void ofCallersRacingWithDifferentChunksOneWins() {
    String id = alice.open();
    List<Answer> answers = Race.run(8, lane -> append(id, "chunk " + lane, 0));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allSatisfy(answer -> answer.isProblem(409, "offset-mismatch").has("current_size", 7));
    alice.find(id).has("size", 7).has("chunks", 1);
  }

  @Test
  void callersRacingWithoutOffsetAllAppend() {
    String id = alice.open();
    Race.run(8, lane -> alice.append(id, Bytes.utf8("chunk" + lane)).is(200));
    assertThat(alice.bytes(id))
        .asString()
        .hasSize(48)
        .contains("chunk0", "chunk1", "chunk2", "chunk3", "chunk4", "chunk5", "chunk6", "chunk7");
  }

  private Answer append(String id, String text, long offset) {
    return alice.append(id, Bytes.utf8(text), "offset", offset);
  }
}
