package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class CompleteUploadTest {

  private static final Sha256 DIGEST = sha256("one two");

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ", "two");

  private StoredFile complete(StoredFile which, Optional<ByteCount> size, Optional<Sha256> sha256) {
    return scene.completeUpload.complete(new CompleteCommand(ALICE, which.id(), size, sha256));
  }

  private void assertStillOpen(StoredFile which) {
    assertThat(scene.now(which)).isEqualTo(which);
    assertThat(which).isInstanceOf(UploadSession.class);
  }

  @Test
  void aFileIsCompletedWithTheDigestOfItsBytes() {
    StoredFile complete = scene.complete(file);

    assertThat(complete).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(complete)).contains(DIGEST);
    assertThat(complete.size()).isEqualTo(bytes(7));
    assertThat(scene.now(file)).isEqualTo(complete);
    assertThat(scene.content(file)).isEqualTo("one two");
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void aFileThatNobodyChangesMeanwhileIsLookedUpOnce() {
    scene.looks.beforeFind(2, Assertions::fail);

    assertThat(scene.complete(file)).isInstanceOf(CompleteFile.class);
  }

  @Test
  void whoWantsToKnowIsToldHowFarTheFileIsRead() {
    int size = 300_000;
    StoredFile large = scene.filled("x".repeat(size - 1), "y");
    List<Long> reached = new ArrayList<>();

    scene.completeUpload.complete(
        new CompleteCommand(ALICE, large.id(), Optional.empty(), Optional.empty()),
        (read, whole) -> {
          assertThat(whole).contains(bytes(size));
          reached.add(read.value());
        });

    assertThat(reached).hasSizeGreaterThan(3).isSorted().doesNotHaveDuplicates();
    assertThat(reached.getLast()).isEqualTo(size);
  }

  @Test
  void anEmptyFileCanBeCompleted() {
    assertThat(digestOf(scene.complete(scene.open()))).contains(sha256(""));
  }

  @Test
  void whatTheCallerStatesIsChecked() {
    StoredFile complete = complete(file, Optional.of(bytes(7)), Optional.of(DIGEST));

    assertThat(complete).isInstanceOf(CompleteFile.class);
  }

  @Test
  void anotherSizeThanStatedLeavesTheFileOpen() {
    assertRefused(
        new Refusal.SizeMismatch(file.id(), bytes(8), bytes(7)),
        () -> complete(file, Optional.of(bytes(8)), Optional.empty()));

    assertStillOpen(file);
    assertThat(scene.observed.opened()).isEmpty();
  }

  @Test
  void anotherDigestThanStatedLeavesTheFileOpen() {
    assertRefused(
        new Refusal.ChecksumMismatch(sha256("other"), DIGEST, Optional.of(bytes(7))),
        () -> complete(file, Optional.empty(), Optional.of(sha256("other"))));

    assertStillOpen(file);
  }

  @Test
  void anotherSizeThanDeclaredLeavesTheFileOpen() {
    StoredFile declared = scene.append(scene.openDeclaring(8), "one two").file();

    assertRefused(
        new Refusal.SizeMismatch(declared.id(), bytes(8), bytes(7)),
        () -> scene.complete(declared));

    assertStillOpen(declared);
  }

  @Test
  void anotherDigestThanDeclaredLeavesTheFileOpen() {
    StoredFile declared = scene.append(scene.openDeclaring(DIGEST), "one 2").file();

    assertRefused(
        new Refusal.ChecksumMismatch(DIGEST, sha256("one 2"), Optional.of(bytes(5))),
        () -> scene.complete(declared));

    assertStillOpen(declared);
  }

  @Test
  void completingACompleteFileGivesTheSameAnswerWithoutReadingItAgain() {
    StoredFile complete = scene.complete(file);
    int opened = scene.observed.opened().size();

    assertThat(scene.complete(file)).isEqualTo(complete);
    assertThat(complete(file, Optional.of(bytes(7)), Optional.of(DIGEST))).isEqualTo(complete);
    assertThat(scene.observed.opened()).hasSize(opened);
  }

  @Test
  void completingACompleteFileStillChecksWhatIsStated() {
    scene.complete(file);

    assertRefused(
        new Refusal.SizeMismatch(file.id(), bytes(6), bytes(7), Status.COMPLETE),
        () -> complete(file, Optional.of(bytes(6)), Optional.empty()));
    assertRefused(
        new Refusal.ChecksumMismatch(sha256("other"), DIGEST, Optional.of(bytes(7))),
        () -> complete(file, Optional.empty(), Optional.of(sha256("other"))));
  }

  @Test
  void aChunkThatComesInBetweenIsPartOfTheDigest() {
    scene.ledger.beforeNextChange(() -> scene.append(file, " three"));

    StoredFile complete = scene.complete(file);

    assertThat(digestOf(complete)).contains(sha256("one two three"));
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @Test
  void aRewindWhileTheFileIsReadIsTakenIntoAccount() {
    scene.looks.beforeChunks(1, () -> scene.rewind(file, 4, 7));

    assertThat(digestOf(scene.complete(file))).contains(sha256("one "));
  }

  @Test
  void anotherWhoCompletesFirstMakesNoDifference() {
    scene.ledger.beforeNextChange(() -> scene.complete(file));

    assertThat(scene.complete(file)).isEqualTo(scene.now(file));
  }

  @Test
  void aSizeThatIsStatedIsCheckedAgainAfterALostRace() {
    scene.ledger.beforeNextChange(() -> scene.append(file, "!"));

    assertRefused(
        new Refusal.SizeMismatch(file.id(), bytes(7), bytes(8)),
        () -> complete(file, Optional.of(bytes(7)), Optional.empty()));
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsGone() {
    scene.ledger.beforeNextChange(() -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(7)), () -> scene.complete(file));
  }

  @Test
  void aFileThatCannotBeReadIsNotCompleted() {
    IOException fault = new IOException("injected");
    scene.observed.breakReading(fault);

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> scene.complete(file))
        .withCause(fault);

    assertStillOpen(file);
  }

  @Test
  void aDamagedFileIsNotCompleted() {
    scene.observed.alter(scene.keys(file).getLast());

    assertThatExceptionOfType(StorageFailure.Damaged.class).isThrownBy(() -> scene.complete(file));

    assertStillOpen(file);
  }

  @Test
  void aFileOfSomebodyElseIsNotThere() {
    assertRefused(
        new Refusal.NotFound(),
        () ->
            scene.completeUpload.complete(
                new CompleteCommand(BOB, file.id(), Optional.empty(), Optional.empty())));
  }
}
