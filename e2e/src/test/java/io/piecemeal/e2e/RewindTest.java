package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** POST /uploads/{id}/rewind, and the warning that offers it. */
class RewindTest {

  private final Caller alice = Caller.alice();
  private final String id = alice.openWith(Bytes.utf8("abc"), Bytes.utf8("def"), Bytes.utf8("g"));

  @Test
  void fileIsCutBackToWhereAChunkEnds() {
    rewind(3, 7).is(200).has("size", 3).has("chunks", 1);
    assertThat(alice.bytes(id)).asString().isEqualTo("abc");
    alice.append(id, Bytes.utf8("DEF")).is(200).has("size", 6);
    assertThat(alice.bytes(id)).asString().isEqualTo("abcDEF");
  }

  @Test
  void fileIsCutBackToNothing() {
    rewind(0, 7).is(200).has("size", 0).has("chunks", 0);
    assertThat(alice.bytes(id)).isEmpty();
  }

  @Test
  void rewindToTheEndChangesNothing() {
    Answer before = alice.find(id);
    assertThat(rewind(7, 7).is(200).json()).isEqualTo(before.json());
  }

  @Test
  void rewindIntoAChunkIsRefusedAndNamesItsStart() {
    Answer refused = rewind(5, 7).isProblem(422, "not-a-chunk-boundary").has("nearest_boundary", 3);
    Answer ledger = alice.follow(refused.object("next"), Map.of()).is(200);
    assertThat(ledger.data()).hasSize(3);
    alice.find(id).has("size", 7);
  }

  @Test
  void rewindOfAFileThatGrewSinceIsRefused() {
    rewind(3, 6).isProblem(409, "offset-mismatch").has("current_size", 7);
    alice.find(id).has("size", 7);
  }

  @Test
  void rewindToBeyondTheEndIsRefused() {
    rewind(8, 7).isProblem(409, "offset-mismatch").has("current_size", 7);
  }

  @Test
  void bothSizesAreRequired() {
    alice
        .post("/uploads/" + id + "/rewind", Json.of("to_size", 0))
        .isProblem(400, "missing-field")
        .has("field", "if_size");
  }

  @Test
  void chunkLikeTheOneBeforeIsStoredWithAWarningWhoseRewindUndoesIt() {
    String other = alice.openWith(Bytes.utf8("a"), Bytes.utf8("twice"));
    Answer repeated = alice.append(other, Bytes.utf8("twice")).is(200).has("size", 11);
    Map<String, Object> warning = repeated.object("warning");
    assertThat(warning).containsEntry("code", "identical-to-previous");
    alice.follow(rewindOf(warning), Map.of()).is(200).has("size", 6);
    assertThat(alice.bytes(other)).asString().isEqualTo("atwice");
    alice.follow(rewindOf(warning), Map.of()).isProblem(409, "offset-mismatch");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> rewindOf(Map<String, Object> warning) {
    return (Map<String, Object>) Json.require(warning, "rewind");
  }

  @Test
  void chunkUnlikeTheOneBeforeHasNoWarning() {
    String other = alice.openWith(Bytes.utf8("same"), Bytes.utf8("else"));
    assertThat(alice.append(other, Bytes.utf8("same")).is(200).json()).doesNotContainKey("warning");
  }

  private Answer rewind(long target, long believed) {
    return alice.post(
        "/uploads/" + id + "/rewind", Json.of("to_size", target, "if_size", believed));
  }
}
