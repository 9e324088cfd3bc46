package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What may cause many lines is told seldom, and counted. */
class RareLinesTest {

  private static final long SECOND = 1_000_000_000L;

  private final RareLines lines = new RareLines(Duration.ofSeconds(10), 2);

  @Test
  void oneLineOfAKindIsLetInAndTheNextTellsHowManyWereLeftOut() {
    assertThat(lines.admit("a", 0)).isEqualTo(OptionalLong.of(0));
    assertThat(lines.admit("a", 1)).isEmpty();
    assertThat(lines.admit("a", 10 * SECOND - 1)).isEmpty();
    assertThat(lines.admit("a", 10 * SECOND)).isEqualTo(OptionalLong.of(2));
    assertThat(lines.admit("a", 30 * SECOND)).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void kindsAreToldApartUpToABoundAndTheOthersAreOne() {
    assertThat(lines.admit("a", 0)).isPresent();
    assertThat(lines.admit("b", 0)).isPresent();
    assertThat(lines.admit("c", 0)).isPresent();
    assertThat(lines.admit("d", 0)).isEmpty();
    assertThat(lines.admit("a", 1)).isEmpty();
    assertThat(lines.admit("e", 10 * SECOND)).isPresent();
  }
}
