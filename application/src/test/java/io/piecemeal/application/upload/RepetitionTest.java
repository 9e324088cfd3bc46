package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import org.junit.jupiter.api.Test;

/** The hint that a chunk is the same as the one just before it. */
final class RepetitionTest {

  /** Two texts with the same CRC-32C, found by search. */
  private static final String TWIN = "tfgwwcjq";

  private static final String OTHER_TWIN = "hxnnkrpj";

  private final Scene scene = new Scene();

  @Test
  void aChunkEqualToTheOneBeforeItTellsWhereTheFileEndedBefore() {
    StoredFile file = scene.filled("one ");

    assertThat(scene.append(file, "one ").repeats()).contains(bytes(4));
    assertThat(scene.append(file, "one ").repeats()).contains(bytes(8));
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void aChunkThatSaysWhereItBelongsIsNoMistakeAndIsNotReadBack() {
    StoredFile file = scene.filled("one ");

    assertThat(scene.append(file, TestBody.of("one ").at(4)).repeats()).isEmpty();
    assertThat(scene.observed.opened()).isEmpty();
  }

  @Test
  void aChunkEqualToAnEarlierOneRepeatsNothing() {
    StoredFile file = scene.filled("one ", "two ");

    assertThat(scene.append(file, "one ").repeats()).isEmpty();
  }

  @Test
  void aChunkThatOnlyHasTheChecksumOfTheOneBeforeItRepeatsNothing() {
    StoredFile file = scene.filled(TWIN);

    assertThat(scene.append(file, OTHER_TWIN).repeats()).isEmpty();
    assertThat(scene.chunks(file))
        .extracting(chunk -> chunk.object().crc32c())
        .containsOnly(scene.chunks(file).getFirst().object().crc32c());
  }

  @Test
  void aChunkThatIsNotLikeTheOneBeforeItIsNotReadBack() {
    StoredFile file = scene.filled("one ");

    scene.append(file, "two ");

    assertThat(scene.observed.opened()).isEmpty();
  }

  @Test
  void whereTheBytesCannotBeComparedNothingIsAppended() {
    StoredFile file = scene.filled("one ");
    scene.store.failAt(1, Operation.OPEN, new StorageFailure.Unavailable("injected"));

    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> scene.append(file, "one "));

    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEqualTo("one ");
    assertThat(scene.objects.keys()).containsExactlyElementsOf(scene.keys(file));
  }
}
