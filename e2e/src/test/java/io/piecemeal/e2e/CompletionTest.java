package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file that is complete is immutable and knows its digest. */
class CompletionTest {

  private static final byte[] HELLO = Bytes.utf8("hello");
  private static final String DIGEST = Bytes.sha256(HELLO);

  private final Caller alice = Caller.alice();
  private final String id = alice.openWith(HELLO);

  @Test
  void completedFileHasItsDigest() {
    complete("{}").is(200).has("status", "complete").has("sha256", DIGEST).has("size", 5);
    alice.find(id).has("status", "complete").has("sha256", DIGEST);
  }

  @Test
  void completionNeedsNoBody() {
    alice
        .follow(Map.of("method", "POST", "path", "/uploads/" + id + "/complete"), Map.of())
        .is(200)
        .has("status", "complete");
  }

  @Test
  void repeatedCompletionIsAnsweredTheSame() {
    String expected = Json.of("size", 5, "sha256", DIGEST);
    Answer first = complete(expected).is(200);
    assertThat(complete(expected).is(200).json()).isEqualTo(first.json());
    assertThat(complete("{}").is(200).json()).isEqualTo(first.json());
  }

  @Test
  void lastChunkCompletesTheFile() {
    alice
        .append(id, Bytes.utf8("!"), "complete", true)
        .is(200)
        .has("status", "complete")
        .has("sha256", Bytes.sha256(Bytes.utf8("hello!")));
  }

  @Test
  void chunkThatIsNotTheLastLeavesTheFileOpen() {
    alice.append(id, Bytes.utf8("!"), "complete", false).is(200).has("status", "uploading");
  }

  @Test
  void completeFileTakesNoChunk() {
    complete("{}").is(200);
    Answer refused = alice.append(id, Bytes.utf8("!")).isProblem(409, "upload-complete");
    refused.has("current_size", 5);
    alice.follow(refused.object("next"), Map.of()).is(200).has("size", 5);
    assertThat(alice.bytes(id)).isEqualTo(HELLO);
  }

  @Test
  void completeFileTakesNoRewind() {
    complete("{}").is(200);
    alice
        .post("/uploads/" + id + "/rewind", Json.of("to_size", 0, "if_size", 5))
        .isProblem(409, "upload-complete");
  }

  @Test
  void completionWithAnotherSizeIsRefusedAndTheSessionStaysOpen() {
    Answer refused =
        complete(Json.of("size", 6))
            .isProblem(422, "size-mismatch")
            .has("current_size", 5)
            .has("expected_size", 6);
    Map<String, String> data = Map.of("data", Json.base64(Bytes.utf8("!")));
    alice.follow(refused.object("next"), data).is(200).has("size", 6);
    complete(Json.of("size", 6)).is(200);
  }

  @Test
  void completionWithAnotherDigestIsRefusedAndTheSessionStaysOpen() {
    complete(Json.of("sha256", "0".repeat(64)))
        .isProblem(422, "checksum-mismatch")
        .has("actual_sha256", DIGEST)
        .has("current_size", 5);
    alice.find(id).has("status", "uploading").has("sha256", null);
    alice.append(id, Bytes.utf8("!")).is(200);
  }

  @Test
  void completeFileIsCheckedAgainstWhatARepetitionSays() {
    complete("{}").is(200);
    complete(Json.of("size", 4)).isProblem(422, "size-mismatch");
    complete(Json.of("sha256", "0".repeat(64))).isProblem(422, "checksum-mismatch");
  }

  @Test
  void fileOfNoBytesCanBeComplete() {
    alice
        .post("/uploads/" + alice.open() + "/complete", Json.of("size", 0))
        .is(200)
        .has("sha256", Bytes.sha256(new byte[0]));
  }

  private Answer complete(String json) {
    return alice.post("/uploads/" + id + "/complete", json);
  }
}
