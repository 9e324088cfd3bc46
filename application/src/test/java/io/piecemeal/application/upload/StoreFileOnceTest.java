package io.piecemeal.application.upload;

import static io.piecemeal.application.upload.OnceScene.open;
import static io.piecemeal.application.upload.OnceScene.store;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileShards;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.BrokenInputStream;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StoreFileOnceTest {

  private static final IdempotencyKey KEY = new IdempotencyKey("key");

  private final OnceScene scene = new OnceScene(quotaOf(bytes(50_000)));

  @Test
  void aRepeatedFileIsReadToItsEndAndNotKept() throws IOException {
    IdempotentAnswer first = scene.direct.store(store("a", "hello"), KEY);
    IdempotentAnswer second = scene.direct.store(store("a", "hello"), KEY);

    assertThat(first.turn()).isEqualTo(Turn.FIRST);
    assertThat(first.file().size()).isEqualTo(bytes(5));
    assertThat(second).isEqualTo(new IdempotentAnswer(first.file(), Turn.REPEATED));
    assertThat(scene.files(ALICE)).containsExactly(first.file());
    assertThat(scene.store.keys()).hasSize(1);
    assertThat(scene.holdsNothingElse()).isTrue();
  }

  @Test
  void theFileAndItsBytesAreInTheShardOfItsRequest() throws IOException {
    for (String key : List.of("a", "b", "c", "d")) {
      Shard shard = new FileShards(ALICE).of(new IdempotencyKey(key));
      StoredFile stored = scene.direct.store(store("a", "hello"), new IdempotencyKey(key)).file();
      StoredFile opened = scene.open.open(open("a"), new IdempotencyKey(key + "o")).file();

      assertThat(stored.id().shard()).isEqualTo(shard);
      assertThat(stored.lastChunk().orElseThrow().key().shard()).isEqualTo(shard);
      assertThat(opened.id().shard())
          .isEqualTo(new FileShards(ALICE).of(new IdempotencyKey(key + "o")));
    }
  }

  @Test
  void anEmptyFileMayBeRepeatedToo() throws IOException {
    IdempotentAnswer first = scene.direct.store(store("a", ""), KEY);

    assertThat(scene.direct.store(store("a", ""), KEY))
        .isEqualTo(new IdempotentAnswer(first.file(), Turn.REPEATED));
  }

  @Test
  void otherBytesNameOrTypeMayNotHaveTheSameKey() throws IOException {
    scene.direct.store(store("a", "hello"), KEY);

    assertKeyReused(store("a", "jello"));
    assertKeyReused(store("b", "hello"));
    assertKeyReused(
        new StoreCommand(
            ALICE,
            new FileName("a"),
            new ContentType("text/plain"),
            InputStream.nullInputStream()));
    assertThat(scene.files(ALICE)).hasSize(1);
    assertThat(scene.store.keys()).hasSize(1);
  }

  @Test
  void otherTermsOrAnotherTrailerMayNotHaveTheSameKey() throws IOException {
    Metadata told = new Metadata("openai", "batch");
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    Trailer trailer = new Trailer(Optional.of(told), hour);
    scene.direct.store(storing(SessionTerms.NONE, trailer), KEY);

    assertThat(scene.direct.store(storing(SessionTerms.NONE, trailer), KEY).turn())
        .isEqualTo(Turn.REPEATED);
    assertKeyReused(storing(SessionTerms.NONE.with(told), trailer));
    assertKeyReused(storing(SessionTerms.NONE, new Trailer(Optional.empty(), hour)));
    assertKeyReused(storing(SessionTerms.NONE, new Trailer(Optional.of(told), Optional.empty())));
  }

  private static StoreCommand storing(SessionTerms terms, Trailer trailer) {
    return new StoreCommand(
        ALICE,
        new FileName("a"),
        ContentType.OCTET_STREAM,
        terms,
        InputStream.nullInputStream(),
        () -> trailer);
  }

  @Test
  void anOpenedSessionsKeyIsNotOneForAFile() {
    scene.open.open(open("a"), KEY);

    assertKeyReused(store("a", ""));
  }

  private void assertKeyReused(StoreCommand command) {
    assertThatThrownBy(() -> scene.direct.store(command, KEY))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.IdempotencyKeyReused()));
  }

  @Test
  void aFileWithoutRoomIsRefusedAndNotKept() {
    OnceScene small = new OnceScene(quotaOf(bytes(8191)));
    assertThatThrownBy(() -> small.direct.store(store("a", "x"), KEY))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.QuotaExceeded(Quota.Resource.BYTES, 8191, 0)));

    assertThat(small.store.keys()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndNotKept() {
    assertThatThrownBy(() -> scene.direct.store(store("a", "x".repeat(51)), KEY))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.FileTooLarge(bytes(50), ByteCount.ZERO)));

    assertThat(scene.store.keys()).isEmpty();
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndTheBytesStay() throws IOException {
    scene.faults.loseNextAnswer();

    IdempotentAnswer answered = scene.direct.store(store("a", "hello"), KEY);

    assertThat(answered.turn()).isEqualTo(Turn.FIRST);
    assertThat(scene.files(ALICE)).containsExactly(answered.file());
    assertThat(scene.store.keys()).hasSize(1);
    assertThat(scene.holdsNothingElse()).isTrue();
  }

  @Test
  void aRequestThatIsLostIsMadeAgain() throws IOException {
    scene.faults.loseNextChange();

    IdempotentAnswer answered = scene.direct.store(store("a", "hello"), KEY);

    assertThat(answered.turn()).isEqualTo(Turn.FIRST);
    assertThat(scene.holdsNothingElse()).isTrue();
  }

  @Test
  void theBytesOfAnUnknownOutcomeStay() {
    scene.faults.loseNextAnswer();
    scene.faults.loseNextChange();

    assertThatThrownBy(() -> scene.direct.store(store("a", "hello"), KEY))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(scene.store.keys()).hasSize(1);
    assertThat(scene.holdsNothingElse()).isTrue();
  }

  @Test
  void theBytesOfAFailureThatChangedNothingAreRemoved() {
    scene.faults.refuseNextChange();

    assertThatThrownBy(() -> scene.direct.store(store("a", "hello"), KEY))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(scene.store.keys()).isEmpty();
  }

  @Test
  void aBodyThatBreaksOffLeavesNothingAndTheKeyFree() throws IOException {
    IOException broken = new IOException("connection reset");
    InputStream content = new BrokenInputStream(new PatternedInputStream(20), 7, broken);

    assertThatThrownBy(() -> scene.direct.store(store("a", content), KEY)).isSameAs(broken);

    assertThat(scene.store.keys()).isEmpty();
    assertThat(scene.direct.store(store("b", "hello"), KEY).turn()).isEqualTo(Turn.FIRST);
  }
}
