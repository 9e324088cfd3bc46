package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PUT /uploads/{id}: chunks go to the end, whole or not at all. */
class AppendChunkTest {

  private static final int LARGEST = 5_242_880;

  private final Caller alice = Caller.alice();

  @Test
  void appendAnswersWithTheFileAndItsNewSize() {
    String id = alice.open();
    alice.append(id, Bytes.utf8("Hello, ")).is(200).has("size", 7).has("chunks", 1);
    Answer second = alice.append(id, Bytes.utf8("world!")).is(200).has("size", 13).has("chunks", 2);
    assertThat(second.json()).isEqualTo(alice.find(id).json());
    assertThat(alice.bytes(id)).asString().isEqualTo("Hello, world!");
  }

  @Test
  void sameChunkSentTwiceWithoutOffsetIsStoredTwice() {
    String id = alice.openWith(Bytes.utf8("ab"), Bytes.utf8("ab"));
    assertThat(alice.bytes(id)).asString().isEqualTo("abab");
  }

  @Test
  void everyChunkMovesExpiryAndUpdate() {
    String id = alice.open();
    TestService.sql()
        .update(
            "UPDATE file SET updated_at = updated_at - interval '3h',"
                + " expires_at = expires_at - interval '3h' WHERE file_id = ?",
            id);
    Answer before = alice.find(id);
    Answer after = alice.append(id, Bytes.utf8("x")).is(200);
    assertThat(time(after, "updated_at"))
        .isAfter(time(before, "updated_at").plus(Duration.ofHours(2)));
    assertThat(time(after, "expires_at"))
        .isEqualTo(time(after, "updated_at").plus(Duration.ofHours(24)));
    after.has("created_at", before.text("created_at"));
  }

  private static Instant time(Answer answer, String name) {
    return Instant.parse(answer.text(name));
  }

  @Test
  void chunkOfTheLargestSizeIsAccepted() {
    byte[] chunk = Bytes.patterned(LARGEST);
    String id = alice.openWith(chunk);
    assertThat(Bytes.sha256(alice.bytes(id))).isEqualTo(Bytes.sha256(chunk));
  }

  @Test
  void chunkOfOneByteMoreIsRefusedWithTheLimitAndNothingOfItStays() {
    String id = alice.openWith(Bytes.utf8("kept"));
    var objects = ObjectsOnDisk.ofTestService();
    Answer refused =
        alice.append(id, Bytes.patterned(LARGEST + 1)).isProblem(413, "chunk-too-large");
    refused.has("max_chunk_bytes", LARGEST).has("retryable", false);
    alice.follow(refused.object("next"), Map.of()).is(200).has("max_chunk_bytes", LARGEST);
    alice.find(id).has("size", 4).has("chunks", 1);
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void chunkWithABadCharacterIsRefusedWithItsPositionAndNothingOfItStays() {
    String id = alice.openWith(Bytes.utf8("kept"));
    var objects = ObjectsOnDisk.ofTestService();
    alice
        .put("/uploads/" + id, "{\"data\":\"aGVs*G8=\"}")
        .isProblem(422, "invalid-base64")
        .has("position", 4);
    assertThat(alice.bytes(id)).asString().isEqualTo("kept");
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void chunkThatIsGoodUntilTheLastByteOfItsBodyIsRefusedWhole() {
    String id = alice.open();
    var objects = ObjectsOnDisk.ofTestService();
    String body = Json.data(Bytes.patterned(300_000));
    alice.put("/uploads/" + id, body + "}").isProblem(400, "invalid-json");
    alice
        .put("/uploads/" + id, body.substring(0, body.length() - 1))
        .isProblem(400, "invalid-json");
    alice.find(id).has("size", 0);
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void chunkWithoutBytesIsRefused() {
    alice.append(alice.open(), new byte[0]).isProblem(422, "empty-chunk");
  }

  @Test
  void chunkWithoutDataIsRefused() {
    alice
        .put("/uploads/" + alice.open(), "{\"offset\":0}")
        .isProblem(400, "missing-field")
        .has("field", "data");
  }

  @Test
  void chunkForNoFileIsNotFound() {
    alice.append("0".repeat(32), Bytes.utf8("x")).isProblem(404, "not-found");
  }
}
