package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.PatternedInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks at an offset at which the file already has bytes. */
final class AppendReplayTest {

  private static final String WHOLE = "one two three";

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ", "two ", "three");

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0,one ",
        "4,two ",
        "8,three",
        "0,one two three",
        "0,o",
        "3, two t",
        "12,e",
        "1,ne two thre"
      })
  void aChunkThatTheFileHasAtThatOffsetIsAReplay(long offset, String text) {
    Appended appended = scene.append(file, TestBody.of(text).at(offset));

    assertThat(appended)
        .isEqualTo(new Appended(file, Novelty.REPLAYED, bytes(text.length()), Optional.empty()));
    assertUnchanged();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0,One ",
        "0,onE ",
        "0,one_",
        "4,Two ",
        "0,two ",
        "8,threE",
        "0,one two threE",
        "12,f",
        "8,Three!",
        "12,f!",
        "0,One two three, and more than the file has"
      })
  void aChunkWithOtherBytesIsToldThatTheyDiffer(long offset, String text) {
    assertRefused(
        new Refusal.BytesDiffer(file.id(), new ByteCount(offset), bytes(13), Status.UPLOADING),
        () -> scene.append(file, TestBody.of(text).at(offset)));
    assertUnchanged();
  }

  @Test
  void aCompleteFileSaysThatItIsCompleteAndTheBytesDiffer() {
    scene.append(file, TestBody.of("!").at(13).last());

    assertRefused(
        new Refusal.BytesDiffer(file.id(), bytes(13), bytes(14), Status.COMPLETE),
        () -> scene.append(file, TestBody.of("?").at(13)));
    assertThat(scene.content(file)).isEqualTo(WHOLE + "!");
  }

  @ParameterizedTest
  @CsvSource({"8,three!", "12,e!", "0,one two three!", "14,!", "100,!"})
  void aChunkThatReachesBeyondTheEndIsAMismatch(long offset, String text) {
    assertMismatch(offset, text);
  }

  private void assertMismatch(long offset, String text) {
    assertRefused(
        new Refusal.OffsetMismatch(file.id(), new ByteCount(offset), bytes(13)),
        () -> scene.append(file, TestBody.of(text).at(offset)));
    assertUnchanged();
  }

  @Test
  void aCompleteFileStillRecognisesAReplay() {
    StoredFile complete = scene.append(file, TestBody.of("!").at(13).last()).file();

    Appended appended = scene.append(file, TestBody.of("!").at(13).last());

    assertThat(appended)
        .isEqualTo(new Appended(complete, Novelty.REPLAYED, bytes(1), Optional.empty()));
    assertThat(complete).isInstanceOf(CompleteFile.class);
    assertThat(scene.content(file)).isEqualTo(WHOLE + "!");
  }

  @Test
  void aReplayDoesNotMoveTheExpiry() {
    scene.clock.advance(Duration.ofMinutes(1));

    scene.append(file, TestBody.of("one ").at(0));

    assertThat(scene.now(file)).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 131_072, 200_000})
  void longChunksAreComparedToTheirLastByte(int length) {
    byte[] bytes = PatternedInputStream.bytes(length);
    StoredFile large = scene.open();
    scene.append(large, TestBody.of(Arrays.copyOf(bytes, 70)));
    StoredFile stored =
        scene.append(large, TestBody.of(Arrays.copyOfRange(bytes, 70, length))).file();
    byte[] different = bytes.clone();
    different[length - 1]++;

    assertThat(scene.append(large, TestBody.of(bytes).at(0)).novelty()).isEqualTo(Novelty.REPLAYED);
    assertRefused(
        new Refusal.BytesDiffer(large.id(), ByteCount.ZERO, stored.size(), Status.UPLOADING),
        () -> scene.append(large, TestBody.of(different).at(0)));
    assertThat(scene.now(large)).isEqualTo(stored);
  }

  @Test
  void whatWasOpenedToCompareIsClosed() {
    scene.append(file, TestBody.of(WHOLE).at(0));

    assertThat(scene.observed.opened()).hasSize(4);
    assertThat(scene.observed.unclosed()).isZero();
  }

  private void assertUnchanged() {
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }
}
