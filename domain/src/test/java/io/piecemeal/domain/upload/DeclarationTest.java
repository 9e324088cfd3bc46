package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeclarationTest {

  private static final Optional<ByteCount> NOTHING = Optional.of(ByteCount.ZERO);

  private static Declaration of(Optional<ByteCount> size, Sha256 digest) {
    return new Declaration(size, Optional.of(digest));
  }

  @Test
  void onlyADeclaredSizeOfZeroIsCompleteBeforeItsFirstByte() {
    assertThat(Declaration.NONE.isOfNothing()).isFalse();
    assertThat(new Declaration(Optional.of(new ByteCount(1)), Optional.empty()).isOfNothing())
        .isFalse();
    assertThat(new Declaration(NOTHING, Optional.empty()).isOfNothing()).isTrue();
  }

  @Test
  void digestOfAnEmptyFileIsThatOfNothing() {
    assertThat(of(NOTHING, Sha256.OF_NOTHING).isOfNothing()).isTrue();
    assertThat(of(Optional.empty(), ZEROS).isOfNothing()).isFalse();
    assertRefused(
        new Refusal.ChecksumMismatch(ZEROS, Sha256.OF_NOTHING, Optional.empty()),
        () -> of(NOTHING, ZEROS).isOfNothing());
  }

  @Test
  void whateverIsDeclaredHidesTheContentUntilItIsKnownToMatch() {
    assertThat(Declaration.NONE.hidesContentUntilComplete()).isFalse();
    assertThat(new Declaration(NOTHING, Optional.empty()).hidesContentUntilComplete()).isTrue();
    assertThat(of(Optional.empty(), ZEROS).hidesContentUntilComplete()).isTrue();
  }
}
