package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.FileSample.uploading;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that are declared after the opening. */
final class LateDeclarationTest {

  private static final ByteCount TEN = new ByteCount(10);
  private static final Limits UP_TO_12 = new Limits(TEN, new ByteCount(12), TEN);

  @ParameterizedTest
  @ValueSource(longs = {10, 12})
  void aSizeIsDeclaredFromThatOfTheFileUpToTheLimit(long size) {
    UploadSession session = FileSample.of(10).declaring(ZEROS).session();

    assertThat(session.declare(new ByteCount(size), UP_TO_12))
        .isEqualTo(FileSample.of(session.content()).declaring(ZEROS).declaring(size).session());
  }

  @Test
  void aFileIsNotDeclaredToBeLargerThanAnyMayBe() {
    assertRefused(
        new Refusal.FileTooLarge(new ByteCount(12), TEN),
        () -> uploading(10).declare(new ByteCount(13), UP_TO_12));
  }

  @Test
  void norSmallerThanItIs() {
    assertRefused(
        new Refusal.SizeMismatch(ID, new ByteCount(9), TEN),
        () -> uploading(10).declare(new ByteCount(9), UP_TO_12));
  }

  @Test
  void aSizeIsDeclaredOnce() {
    UploadSession session = FileSample.of(10).declaring(13).session();

    assertThat(session.declare(new ByteCount(13), UP_TO_12)).isSameAs(session);
    assertThat(session.declared().size()).isEqualTo(Optional.of(new ByteCount(13)));
    assertRefused(
        new Refusal.SizeMismatch(ID, new ByteCount(13), TEN),
        () -> session.declare(new ByteCount(12), UP_TO_12));
  }
}
