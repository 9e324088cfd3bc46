package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RewindUploadTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ", "two ", "three");

  private void assertUnchanged() {
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @ParameterizedTest
  @CsvSource({"0,''", "4,'one '", "8,'one two '"})
  void aFileIsCutWhereAChunkEnds(long size, String content) {
    StoredFile after = scene.rewind(file, size, 13);

    assertThat(after).isEqualTo(scene.now(file));
    assertThat(after.size()).isEqualTo(bytes(size));
    assertThat(after.revision()).isEqualTo(file.revision() + 1);
    assertThat(scene.content(file)).isEqualTo(content);
  }

  @Test
  void aFileThatIsRewoundToItsEndIsNotChanged() {
    assertThat(scene.rewind(file, 13, 13)).isEqualTo(file);
    assertUnchanged();
  }

  @Test
  void theOnlyChunkThatIsLookedAtIsTheOneAtTheCut() {
    scene.rewind(file, 4, 13);

    assertThat(scene.looks.chunkLimits()).containsExactly(1);
  }

  @Test
  void anEmptyFileCanBeRewoundToItsStart() {
    StoredFile empty = scene.open();

    assertThat(scene.rewind(empty, 0, 0)).isEqualTo(empty);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "3,0", "5,4", "7,4", "9,8", "12,8"})
  void aFileIsNotCutInTheMiddleOfAChunk(long size, long nearestBelow) {
    assertRefused(
        new Refusal.NotAChunkBoundary(file.id(), bytes(size), bytes(nearestBelow)),
        () -> scene.rewind(file, size, 13));
    assertUnchanged();
  }

  @Test
  void aFileIsNotCutIfItIsNotAsLargeAsItsCallerBelieves() {
    assertRefused(
        new Refusal.SizeChanged(file.id(), bytes(8), bytes(13)), () -> scene.rewind(file, 4, 8));
    assertUnchanged();
  }

  @Test
  void aFileIsNotRewoundToBehindItsEnd() {
    assertRefused(
        new Refusal.SizeChanged(file.id(), bytes(14), bytes(13)), () -> scene.rewind(file, 14, 13));
    assertUnchanged();
  }

  @Test
  void aCompleteFileIsNotRewound() {
    scene.complete(file);

    assertRefused(
        new Refusal.UploadComplete(file.id(), bytes(13)), () -> scene.rewind(file, 4, 13));
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @Test
  void aFileOfSomebodyElseIsNotThere() {
    assertRefused(
        new Refusal.NotFound(),
        () -> scene.rewindUpload.rewind(new RewindCommand(BOB, file.id(), bytes(4), bytes(13))));
  }

  @Test
  void aChunkThatComesInBetweenIsNotTakenBack() {
    scene.ledger.beforeNextChange(() -> scene.append(file, "!"));

    assertRefused(
        new Refusal.SizeChanged(file.id(), bytes(13), bytes(14)), () -> scene.rewind(file, 4, 13));
    assertThat(scene.content(file)).isEqualTo("one two three!");
  }

  @Test
  void anotherRewindInBetweenMakesTheFileSmallerThanItsCallerBelieves() {
    scene.looks.beforeChunks(1, () -> scene.rewind(file, 8, 13));

    assertRefused(
        new Refusal.SizeChanged(file.id(), bytes(13), bytes(8)), () -> scene.rewind(file, 4, 13));
    assertThat(scene.content(file)).isEqualTo("one two ");
  }

  @Test
  void otherChunksOfTheSameSizeAreRewoundWhereTheyEnd() {
    scene.looks.beforeChunks(
        1,
        () -> {
          scene.rewind(file, 0, 13);
          scene.append(file, "1234567");
          scene.append(file, "abcdef");
        });

    assertRefused(
        new Refusal.NotAChunkBoundary(file.id(), bytes(8), bytes(7)),
        () -> scene.rewind(file, 8, 13));
    assertThat(scene.content(file)).isEqualTo("1234567abcdef");
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsGone() {
    scene.ledger.beforeNextChange(() -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(13)), () -> scene.rewind(file, 4, 13));
  }

  @Test
  void bytesThatWereTakenBackStayUntilTheSweeperComes() {
    List<ObjectKey> keys = scene.keys(file);

    scene.rewind(file, 4, 13);

    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(keys);
  }
}
