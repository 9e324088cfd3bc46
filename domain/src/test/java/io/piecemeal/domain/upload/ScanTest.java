package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScanTest {

  @Test
  void aFindingIsPrintableAndShort() {
    Optional<ContentType> unknown = Optional.empty();
    Scan.quarantined("x".repeat(Scan.LONGEST_FINDING), unknown);

    assertRefused(() -> Scan.quarantined("", unknown));
    assertRefused(() -> Scan.quarantined("x".repeat(Scan.LONGEST_FINDING + 1), unknown));
    assertRefused(() -> Scan.quarantined("two\nlines", unknown));
    assertRefused(() -> Scan.quarantined("V\u00e4rus", unknown));
  }

  @Test
  void onlyAFileInQuarantineHasToHaveAFinding() {
    new Scan(Scan.State.RELEASED, Optional.empty(), Optional.empty());

    assertRefused(() -> new Scan(Scan.State.QUARANTINED, Optional.empty(), Optional.empty()));
    assertRefused(() -> new Scan(Scan.State.PASSED, Optional.of("Eicar"), Optional.empty()));
    assertRefused(() -> new Scan(Scan.State.SCANNING, Optional.of("Eicar"), Optional.empty()));
  }

  private static void assertRefused(Runnable making) {
    assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
  }
}
