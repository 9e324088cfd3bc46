package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.FileSample.OTHER;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CompletionRulesTest {

  private static Optional<ByteCount> size(long size) {
    return Optional.of(new ByteCount(size));
  }

  private static Refusal sizeMismatch(long expected) {
    return new Refusal.SizeMismatch(ID, new ByteCount(expected), new ByteCount(10));
  }

  private static Refusal digestMismatch() {
    return new Refusal.ChecksumMismatch(OTHER, ZEROS, size(10));
  }

  @Test
  void aFileOfWhichNobodySaidAnythingMayBeCompletedAtAnySize() {
    assertThatCode(() -> FileSample.uploading(10).file().requireCompletable(Optional.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileIsCompletedAtTheSizeThatIsStatedAndDeclared() {
    StoredFile file = FileSample.uploading(10).declaring(10).file();

    assertThatCode(() -> file.requireCompletable(size(10))).doesNotThrowAnyException();
    assertThatCode(() -> file.requireCompletable(Optional.empty())).doesNotThrowAnyException();
  }

  @Test
  void aFileOfAnotherSizeThanStatedIsNotCompleted() {
    StoredFile file = FileSample.uploading(10).file();

    assertRefused(sizeMismatch(9), () -> file.requireCompletable(size(9)));
    assertRefused(sizeMismatch(11), () -> file.requireCompletable(size(11)));
  }

  @Test
  void aFileOfAnotherSizeThanDeclaredIsNotCompleted() {
    StoredFile file = FileSample.uploading(10).declaring(12).file();

    assertRefused(sizeMismatch(12), () -> file.requireCompletable(Optional.empty()));
    assertRefused(sizeMismatch(12), () -> file.requireCompletable(size(10)));
  }

  @Test
  void whatIsStatedNowIsReportedBeforeWhatWasDeclared() {
    StoredFile file = FileSample.uploading(10).declaring(12).file();

    assertRefused(sizeMismatch(13), () -> file.requireCompletable(size(13)));
  }

  @Test
  void theDigestIsWhatWasDeclared() {
    StoredFile file = FileSample.uploading(10).declaring(OTHER).file();

    assertThatCode(() -> file.requireDeclaredDigest(OTHER)).doesNotThrowAnyException();
    assertRefused(digestMismatch(), () -> file.requireDeclaredDigest(ZEROS));
  }

  @Test
  void whereNoDigestWasDeclaredAnyWillDo() {
    assertThatCode(() -> FileSample.uploading(10).file().requireDeclaredDigest(ZEROS))
        .doesNotThrowAnyException();
  }

  @Test
  void theDigestIsWhatTheCallerSaysNow() {
    StoredFile file = FileSample.uploading(10).file();

    assertThatCode(() -> file.requireDigest(ZEROS, ZEROS)).doesNotThrowAnyException();
    assertRefused(digestMismatch(), () -> file.requireDigest(OTHER, ZEROS));
  }
}
