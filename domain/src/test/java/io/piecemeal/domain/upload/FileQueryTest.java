package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileQueryTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aPageHoldsAtLeastOneFile(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileQuery(limit, Optional.empty(), Optional.empty()))
        .withMessage("a page holds at least one file, not " + limit);
  }

  @Test
  void aPageMayHoldOneFile() {
    assertThat(new FileQuery(1, Optional.empty(), Optional.empty()).limit()).isEqualTo(1);
  }

  @Test
  void aFileStandsInTheListingAtItsCreation() {
    assertThat(FileQuery.Position.of(FileSample.uploading(10)))
        .isEqualTo(new FileQuery.Position(Instant.EPOCH, FileSample.ID));
  }
}
