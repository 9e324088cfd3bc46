package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Scene.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store or a ledger that fails while a chunk is appended. The file is always as before. */
final class AppendFaultTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ");
  private final StorageFailure failure = new StorageFailure.Unavailable("injected");

  @AfterEach
  void theFileIsAsBefore() {
    scene.store.heal();
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEqualTo("one ");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "SYNC", "OPEN"})
  void aStoreThatFailsLeavesNoObject(Operation operation) {
    scene.store.failAt(1, operation, failure);

    assertThatThrownBy(() -> scene.append(file, TestBody.of("two").digested(sha256("two"))))
        .isSameAs(failure);

    assertNoObjectIsLeft();
  }

  @Test
  void aStoreWithoutRoomLeavesNoObject() {
    scene.store.withRoomFor(2);

    assertThatThrownBy(() -> scene.append(file, "two")).isInstanceOf(StorageFailure.NoSpace.class);

    assertNoObjectIsLeft();
  }

  @Test
  void aStoreThatCannotBeReadForAReplayLeavesNoObject() {
    scene.store.failAt(1, Operation.OPEN, failure);

    assertThatThrownBy(() -> scene.append(file, TestBody.of("one ").at(0))).isSameAs(failure);

    assertNoObjectIsLeft();
  }

  @Test
  void aStoreThatCannotReadTheOtherSideOfAReplayLeavesNoObjectAndNoOpenStream() {
    scene.store.failAt(2, Operation.OPEN, failure);

    assertThatThrownBy(() -> scene.append(file, TestBody.of("one ").at(0))).isSameAs(failure);

    assertThat(scene.observed.unclosed()).isZero();
    assertNoObjectIsLeft();
  }

  @Test
  void aStoreThatCannotBeReadForTheDigestOfTheWholeLeavesNoObject() {
    scene.store.failAt(2, Operation.OPEN, failure);

    assertThatThrownBy(() -> scene.append(file, TestBody.of("two").last())).isSameAs(failure);

    assertThat(scene.observed.unclosed()).isZero();
    assertNoObjectIsLeft();
  }

  @Test
  void aLedgerThatRefusesTheCommitLeavesNoObject() {
    scene.ledger.refuseNextChange();

    assertThatThrownBy(() -> scene.append(file, "two"))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertNoObjectIsLeft();
  }

  @Test
  void aLedgerThatCannotBeAskedBeforehandLeavesTheBodyUnread() {
    scene.ledger.refuseNextReading();

    assertThatThrownBy(
            () ->
                scene.append(
                    file,
                    sink -> {
                      throw new AssertionError("the body was read");
                    }))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @Test
  void anObjectThatCannotBeDeletedIsDeclaredDeadForTheSweeper() {
    scene.ledger.refuseNextChange();
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThatThrownBy(() -> scene.append(file, "two"))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(scene.rows.claim(Duration.ZERO, 10)).containsExactlyElementsOf(leftOver());
    assertThat(leftOver()).hasSize(1);
  }

  @Test
  void theFirstFailureIsReportedAndNotThatOfTheCleanup() {
    scene.ledger.refuseNextChange();
    scene.store.failAt(1, Operation.DELETE, failure);
    scene.ledger.refuseNextResolve();

    assertThatThrownBy(() -> scene.append(file, "two"))
        .isInstanceOf(StorageFailure.Unavailable.class)
        .isNotSameAs(failure)
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .singleElement()
                    .isInstanceOf(StorageFailure.Unavailable.class));
  }

  @Test
  void aStoredChunkThatEndsEarlyIsNeverTakenForAReplay() {
    scene.observed.shorten(scene.keys(file).getFirst());

    assertThatThrownBy(() -> scene.append(file, TestBody.of("one ").at(0)))
        .isInstanceOf(StorageFailure.Damaged.class);

    assertNoObjectIsLeft();
    scene.observed.restore();
  }

  @Test
  void bytesThatCannotBeReadForTheDigestPassTheirFaultOn() throws IOException {
    IOException fault = new IOException("injected");
    scene.observed.breakReading(fault);

    assertThatThrownBy(() -> scene.send(file, TestBody.of("two").digested(sha256("two"))))
        .isSameAs(fault);

    scene.observed.restore();
    assertNoObjectIsLeft();
  }

  private List<ObjectKey> leftOver() {
    List<ObjectKey> committed = scene.keys(file);
    return scene.objects.keys().stream().filter(key -> !committed.contains(key)).toList();
  }

  private void assertNoObjectIsLeft() {
    assertThat(leftOver()).isEmpty();
  }
}
