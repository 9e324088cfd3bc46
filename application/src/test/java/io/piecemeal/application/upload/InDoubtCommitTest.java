package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Appends whose commit was made or not made, with the answer lost on the way. */
final class InDoubtCommitTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ");
  private final Set<ObjectKey> before = scene.objects.keys();

  @Test
  void aChunkThatWasCommittedAfterAllIsAcknowledged() {
    scene.ledger.loseNextAnswer();

    Appended appended = scene.append(file, "two");

    assertThat(appended)
        .isEqualTo(new Appended(scene.now(file), Novelty.NEW, new ByteCount(3), Optional.empty()));
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aChunkThatWasCommittedAfterAllMayRepeatTheOneBefore() {
    scene.ledger.loseNextAnswer();

    assertThat(scene.append(file, "one ").repeats()).contains(bytes(4));
  }

  @Test
  void aChunkThatWasNotCommittedNeverWillBeAndLeavesNoObject() {
    scene.ledger.loseNextChange();

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> scene.append(file, "two"))
        .withMessageContaining("surely did not become a part of file " + file.id())
        .withCauseInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.objects.keys()).isEqualTo(before);
    assertThat(scene.rows.resolve(scene.observed.deleted().getFirst()))
        .isEqualTo(CommitStatus.DEAD);
  }

  @Test
  void aFaultAfterTheCommitDoesNotTakeTheBytesBack() {
    scene.ledger.failAfterNextChange(new IllegalStateException("a defect"));

    assertThat(scene.append(file, "two").novelty()).isEqualTo(Novelty.NEW);

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aFaultBeforeTheCommitIsReportedAndLeavesNoObject() {
    IllegalStateException defect = new IllegalStateException("a defect");
    scene.ledger.failBeforeNextChange(defect);

    assertThatThrownBy(() -> scene.append(file, "two")).isSameAs(defect);

    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.objects.keys()).isEqualTo(before);
  }

  @Test
  void aFaultOfWhichNobodyCanBeAskedLeavesTheObject() {
    scene.ledger.failAfterNextChange(new IllegalStateException("a defect"));
    scene.ledger.refuseNextResolve();

    assertUnknown(StorageFailure.Unavailable.class);

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void whereNobodyCanBeAskedTheOutcomeIsUnknownAndTheObjectStays() {
    scene.ledger.loseNextAnswer();
    scene.ledger.refuseNextResolve();

    assertUnknown(StorageFailure.Unavailable.class);

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void theObjectStaysAlsoWhereItWasNotCommitted() {
    scene.ledger.loseNextChange();
    scene.ledger.refuseNextResolve();

    assertUnknown(StorageFailure.Unavailable.class);

    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.objects.keys()).hasSize(2);
  }

  @Test
  void aCommittedChunkKeepsItsObjectIfTheFileCannotBeLookedUp() {
    scene.ledger.loseNextAnswer();
    scene.looks.beforeFind(
        2,
        () -> {
          throw new StorageFailure.Unavailable("injected");
        });

    assertUnknown(StorageFailure.Unavailable.class);

    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aCommittedChunkKeepsItsObjectIfTheFileWasDeletedSince() {
    scene.ledger.loseNextAnswer();
    scene.looks.beforeFind(2, () -> scene.rows.delete(file.owner(), file.id()));

    assertUnknown(UploadRejected.class);

    Set<ObjectKey> committed = new HashSet<>(scene.objects.keys());
    committed.removeAll(before);
    assertThat(committed).hasSize(1);
  }

  private void assertUnknown(Class<? extends Exception> reason) {
    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class)
        .isThrownBy(() -> scene.append(file, "two"))
        .satisfies(
            unknown -> assertThat(unknown.getSuppressed()).singleElement().isInstanceOf(reason));
    assertThat(scene.observed.deleted()).isEmpty();
  }
}
