package io.piecemeal.application.upload;

import static io.piecemeal.application.upload.OnceScene.open;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OpenUploadOnceTest {

  private static final IdempotencyKey KEY = new IdempotencyKey("key");
  private static final Metadata TOLD = new Metadata("openai", "batch");
  private static final Duration HOUR = Duration.ofHours(1);

  private final OnceScene scene = new OnceScene(quotaOf(2));

  @Test
  void aRepeatedRequestGetsTheFirstAnswer() {
    IdempotentAnswer first = scene.open.open(open("a"), KEY);
    IdempotentAnswer second = scene.open.open(open("a"), KEY);

    assertThat(first.turn()).isEqualTo(Turn.FIRST);
    assertThat(second).isEqualTo(new IdempotentAnswer(first.file(), Turn.REPEATED));
    assertThat(scene.files(ALICE)).containsExactly(first.file());
  }

  @Test
  void whereThereIsNoRoomNothingIsOpened() {
    scene.faultyStore.withRoomFor(0);

    assertThatThrownBy(() -> scene.open.open(open("a"), KEY))
        .isInstanceOf(StorageFailure.NoSpace.class);

    assertThat(scene.files(ALICE)).isEmpty();
    scene.faultyStore.heal();
    assertThat(scene.open.open(open("a"), KEY).turn()).isEqualTo(Turn.FIRST);
  }

  @Test
  void aRequestThatDiffersInAnythingMayNotHaveTheSameKey() {
    Declaration declared =
        new Declaration(Optional.of(Samples.bytes(12)), Optional.of(Samples.digest(1)));
    scene.open.open(command("a", "text/plain", declared), KEY);

    for (OpenCommand other :
        List.of(
            command("b", "text/plain", declared),
            command("a", "text/css", declared),
            command("a", "text/plain", Declaration.NONE),
            command("a", "text/plain", declaration(13, Samples.digest(1))),
            command("a", "text/plain", declaration(12, Samples.digest(2))),
            command("a", "text/plain", new Declaration(declared.size(), Optional.empty())),
            command("a", "text/plain", new Declaration(Optional.empty(), declared.sha256())),
            command("a", "text/plain", declared, SessionTerms.NONE.with(TOLD), Optional.empty()),
            command("a", "text/plain", declared, SessionTerms.NONE, Optional.of(HOUR)))) {
      assertThatThrownBy(() -> scene.open.open(other, KEY))
          .as("%s", other)
          .isInstanceOfSatisfying(
              UploadRejected.class,
              refused ->
                  assertThat(refused.refusal()).isEqualTo(new Refusal.IdempotencyKeyReused()));
    }
    assertThat(scene.files(ALICE)).hasSize(1);
  }

  @Test
  void aRequestForTermsAndALifetimeMayBeRepeatedAndNotChanged() {
    OpenCommand first = lasting(SessionTerms.NONE.with(TOLD), HOUR);
    IdempotentAnswer answer = scene.open.open(first, KEY);

    assertThat(scene.open.open(first, KEY).file()).isEqualTo(answer.file());
    for (OpenCommand other :
        List.of(
            lasting(SessionTerms.NONE.with(new Metadata("openai", "other")), HOUR),
            lasting(SessionTerms.NONE, HOUR),
            lasting(SessionTerms.NONE.with(TOLD), HOUR.plusSeconds(1)))) {
      assertThatThrownBy(() -> scene.open.open(other, KEY)).isInstanceOf(UploadRejected.class);
    }
  }

  private static OpenCommand lasting(SessionTerms terms, Duration lifetime) {
    return command("a", "text/plain", Declaration.NONE, terms, Optional.of(lifetime));
  }

  /** The ledger of an older version has such, and its requests may come again. */
  @Test
  void aPlainRequestHasTheFingerprintThatItAlwaysHad() {
    assertThat(Fingerprints.of(command("a", "a/b", Declaration.NONE)))
        .isEqualTo(Digests.sha256("4:open,1:a,3:a/b,--"));
  }

  /** Whatever a record is called, and in whatever order it has its members. */
  @Test
  void aRequestForTermsHasAFingerprintOfItsFieldsAlone() {
    FileId whole = Samples.fileId();
    SessionTerms terms =
        new SessionTerms(Optional.of(TOLD), new Role.Part(Optional.of(whole)), Rewinds.NEVER);

    assertThat(Fingerprints.of(lasting(terms, HOUR)))
        .isEqualTo(
            Digests.sha256(
                "4:open,1:a,10:text/plain,--5:terms,6:openai,5:batch,4:part,32:%s,5:never,"
                        .formatted(whole.value())
                    + "8:lifetime,4:PT1H,"));
  }

  @Test
  void nothingOfOneFieldIsTakenForPartOfAnother() {
    scene.open.open(command("a1:b", "a/b", Declaration.NONE), KEY);

    assertThatThrownBy(() -> scene.open.open(command("a", "a/b", Declaration.NONE), KEY))
        .isInstanceOf(UploadRejected.class);
    assertThatThrownBy(() -> scene.open.open(command("a1:b,3:a", "a/b", Declaration.NONE), KEY))
        .isInstanceOf(UploadRejected.class);
  }

  @Test
  void keysBelongToTheirOwner() {
    scene.open.open(command(ALICE, "a", "a/b", Declaration.NONE), KEY);

    assertThat(scene.open.open(command(BOB, "a", "a/b", Declaration.NONE), KEY).turn())
        .isEqualTo(Turn.FIRST);
  }

  @Test
  void aFileThatIsTooLargeLeavesTheKeyFree() {
    OpenCommand tooLarge =
        command("a", "a/b", new Declaration(Optional.of(Samples.bytes(1001)), Optional.empty()));

    assertThatThrownBy(() -> scene.open.open(tooLarge, KEY))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.FileTooLarge(Samples.bytes(1000), ByteCount.ZERO)));

    assertThat(scene.open.open(open("a"), KEY).turn()).isEqualTo(Turn.FIRST);
  }

  @Test
  void aFileOfNoBytesIsCompleteAtOnceAndOnlyOnce() {
    Declaration nothing = new Declaration(Optional.of(ByteCount.ZERO), Optional.empty());
    IdempotentAnswer first = scene.open.open(command("a", "a/b", nothing), KEY);

    assertThat(first.file()).isInstanceOf(CompleteFile.class);
    assertThat(scene.open.open(command("a", "a/b", nothing), KEY))
        .isEqualTo(new IdempotentAnswer(first.file(), Turn.REPEATED));
    assertThat(scene.files(ALICE)).containsExactly(first.file());
  }

  @Test
  void theQuotaOfTheLimitsHolds() {
    scene.open.open(open("a"), new IdempotencyKey("1"));
    scene.open.open(open("a"), new IdempotencyKey("2"));

    assertThatThrownBy(() -> scene.open.open(open("a"), KEY))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.QuotaExceeded(Quota.Resource.OPEN_SESSIONS, 2, 2)));
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndStillTheFirst() {
    scene.faults.loseNextAnswer();

    IdempotentAnswer answered = scene.open.open(open("a"), KEY);

    assertThat(answered.turn()).isEqualTo(Turn.FIRST);
    assertThat(scene.files(ALICE)).containsExactly(answered.file());
  }

  @Test
  void aRequestThatIsLostIsMadeAgain() {
    scene.faults.loseNextChange();

    IdempotentAnswer answered = scene.open.open(open("a"), KEY);

    assertThat(answered.turn()).isEqualTo(Turn.FIRST);
    assertThat(scene.files(ALICE)).containsExactly(answered.file());
  }

  @Test
  void aRepetitionWhoseAnswerIsLostIsStillARepetition() {
    IdempotentAnswer first = scene.open.open(open("a"), KEY);
    scene.faults.loseNextAnswer();

    assertThat(scene.open.open(open("a"), KEY))
        .isEqualTo(new IdempotentAnswer(first.file(), Turn.REPEATED));
  }

  @Test
  void anOutcomeThatCannotBeAskedForEitherIsUnknown() {
    scene.faults.loseNextAnswer();
    scene.faults.refuseNextChange();

    assertThatThrownBy(() -> scene.open.open(open("a"), KEY))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class)
        .satisfies(
            unknown ->
                assertThat(unknown.getSuppressed())
                    .hasOnlyElementsOfType(StorageFailure.Unavailable.class)
                    .hasSize(1));
  }

  @Test
  void aFailureThatChangedNothingIsPassedOn() {
    scene.faults.refuseNextChange();

    assertThatThrownBy(() -> scene.open.open(open("a"), KEY))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(scene.open.open(open("b"), KEY).turn()).isEqualTo(Turn.FIRST);
  }

  private static Declaration declaration(long size, Sha256 sha256) {
    return new Declaration(Optional.of(Samples.bytes(size)), Optional.of(sha256));
  }

  private static OpenCommand command(String name, String type, Declaration declared) {
    return command(ALICE, name, type, declared);
  }

  private static OpenCommand command(
      String name,
      String type,
      Declaration declared,
      SessionTerms terms,
      Optional<Duration> lifetime) {
    return new OpenCommand(
        ALICE, new FileName(name), new ContentType(type), declared, terms, lifetime);
  }

  private static OpenCommand command(Owner owner, String name, String type, Declaration declared) {
    return new OpenCommand(owner, new FileName(name), new ContentType(type), declared);
  }
}
