package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Scene.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A chunk is made durable only when the rules let it in. */
final class StagedAppendTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ");
  private final int keptBefore = scene.observed.kept().size();

  static Stream<TestBody> refused() {
    return Stream.of(
        TestBody.of(""),
        TestBody.of("two").at(9),
        TestBody.of("One ").at(0),
        TestBody.of("one two").at(0),
        TestBody.of("two").digested(sha256("2")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aChunkThatIsRefusedIsNeitherMadeDurableNorDeleted(TestBody body) {
    assertThatThrownBy(() -> scene.append(file, body)).isInstanceOf(UploadRejected.class);

    assertNothingWasDone();
  }

  @Test
  void neitherIsTheLastChunkOfAFileWithAnotherDigest() {
    StoredFile declared = scene.openDeclaring(sha256("something else"));

    assertThatThrownBy(() -> scene.append(declared, TestBody.of("one").last()))
        .isInstanceOf(UploadRejected.class);

    assertNothingWasDone();
  }

  @Test
  void neitherIsAReplay() {
    assertThat(scene.append(file, TestBody.of("one ").at(0)).novelty()).isEqualTo(Novelty.REPLAYED);

    assertNothingWasDone();
  }

  @Test
  void aChunkIsNotReadBackOnceItIsDurable() {
    scene.append(file, TestBody.of("two").digested(sha256("two")).last());

    assertThat(scene.observed.readBack()).doesNotContain(scene.keys(file).getLast());
  }

  @Test
  void aReplayThatShowsOnlyAtTheCommitLeavesNoObject() {
    replayAfterTheCommitWasTried();

    assertThat(scene.observed.deleted()).hasSize(1);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }

  @Test
  void theObjectOfSuchAReplayThatCannotBeDeletedIsDeclaredDead() {
    scene.store.failAt(1, Operation.DELETE, new StorageFailure.Unavailable("injected"));

    replayAfterTheCommitWasTried();

    assertThat(scene.rows.claim(Duration.ZERO, 10))
        .hasSize(1)
        .doesNotContainAnyElementsOf(scene.keys(file));
  }

  @Test
  void suchAReplayIsOneAlsoIfItsObjectCannotBeTidiedUp() {
    scene.store.failAt(1, Operation.DELETE, new StorageFailure.Unavailable("injected"));
    scene.ledger.refuseNextResolve();

    replayAfterTheCommitWasTried();

    assertThat(scene.objects.keys()).hasSize(3);
  }

  private void replayAfterTheCommitWasTried() {
    scene.ledger.beforeNextChange(() -> scene.append(file, "two"));
    assertThat(scene.append(file, TestBody.of("two").at(4)).novelty()).isEqualTo(Novelty.REPLAYED);
  }

  private void assertNothingWasDone() {
    assertThat(scene.observed.kept()).hasSize(keptBefore);
    assertThat(scene.observed.deleted()).isEmpty();
    assertThat(scene.observed.unclosed()).isZero();
  }
}
