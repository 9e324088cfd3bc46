package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Scene.NAME;
import static io.piecemeal.testkit.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.BrokenInputStream;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files that cannot be received, stored or committed. Each would have two pieces. */
final class StoreFileFaultTest {

  private static final int PIECE = 8 << 20;
  private static final int LENGTH = PIECE + 3;

  private final Scene scene = new Scene();
  private final StorageFailure failure = new StorageFailure.Unavailable("injected");

  private StoredFile store() throws IOException {
    return store(new PatternedInputStream(LENGTH));
  }

  private StoredFile store(InputStream content) throws IOException {
    return scene.storeFile.store(new StoreCommand(ALICE, NAME, ContentType.OCTET_STREAM, content));
  }

  private List<StoredFile> files() {
    return scene.rows.list(ALICE, new FileQuery(10, Optional.empty(), Optional.empty()));
  }

  private void assertNothingIsLeft() {
    assertThat(files()).isEmpty();
    assertThat(scene.objects.keys()).isEmpty();
  }

  private void assertAllIsThere() {
    assertThat(files()).hasSize(1);
    assertThat(scene.bytesOf(files().getFirst())).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE, PIECE + 1, LENGTH})
  void whatTheContentThrowsPassesThroughAndNothingIsLeft(int after) {
    IOException fault = new IOException("connection reset");

    assertThatThrownBy(
            () -> store(new BrokenInputStream(new PatternedInputStream(LENGTH), after, fault)))
        .isSameAs(fault);

    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "SYNC"})
  void aStoreThatFailsAtTheSecondPieceLeavesNothing(Operation operation) {
    scene.store.failAt(2, operation, failure);

    assertThatThrownBy(this::store).isSameAs(failure);

    assertNothingIsLeft();
  }

  @Test
  void aLedgerThatRefusesTheCommitLeavesNothing() {
    scene.ledger.refuseNextChange();

    assertThatExceptionOfType(StorageFailure.Unavailable.class).isThrownBy(this::store);

    assertNothingIsLeft();
  }

  @Test
  void aPieceThatCannotBeDeletedIsDeclaredDeadAndTheOthersAreDeleted() {
    scene.ledger.refuseNextChange();
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThatExceptionOfType(StorageFailure.Unavailable.class).isThrownBy(this::store);

    assertThat(scene.objects.keys()).hasSize(1);
    assertThat(scene.rows.claim(Duration.ZERO, 10)).containsExactlyElementsOf(scene.objects.keys());
  }

  @Test
  void aFileThatWasCommittedAfterAllIsAcknowledged() throws IOException {
    scene.ledger.loseNextAnswer();

    StoredFile file = store();

    assertThat(files()).containsExactly(file);
    assertAllIsThere();
  }

  @Test
  void aFileThatWasNotCommittedNeverWillBeAndLeavesNothing() {
    scene.ledger.loseNextChange();

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(this::store)
        .withCauseInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertNothingIsLeft();
  }

  @Test
  void whereNobodyCanBeAskedTheOutcomeIsUnknownAndTheObjectsStay() {
    scene.ledger.loseNextAnswer();
    scene.ledger.refuseNextResolve();

    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class).isThrownBy(this::store);

    assertAllIsThere();
  }

  @Test
  void aCommittedFileThatCannotBeLookedUpKeepsItsObjects() {
    scene.ledger.loseNextAnswer();
    scene.ledger.refuseNextReading();

    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class).isThrownBy(this::store);

    assertAllIsThere();
  }

  @Test
  void ofAnEmptyFileTheOutcomeStaysUnknown() {
    scene.ledger.loseNextChange();

    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class)
        .isThrownBy(() -> store(InputStream.nullInputStream()))
        .satisfies(unknown -> assertThat(unknown.getSuppressed()).isEmpty());

    assertThat(files()).isEmpty();
  }
}
