package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may cause many lines is told seldom, and counted. */
class RareLinesTest {

  private static final long SECOND = 1_000_000_000L;

  private final RareLines lines = new RareLines(Duration.ofSeconds(10), 2);

  /** Clocks such as that of the JVM may be anywhere, also below 0. */
  @ParameterizedTest
  @ValueSource(longs = {0, -7 * SECOND, Long.MAX_VALUE - SECOND})
  void oneLineOfAKindIsLetInAndTheNextTellsHowManyWereLeftOut(long start) {
    assertThat(lines.admit("a", start)).isEqualTo(OptionalLong.of(0));
    assertThat(lines.admit("a", start + 1)).isEmpty();
    assertThat(lines.admit("a", start + 10 * SECOND - 1)).isEmpty();
    assertThat(lines.admit("a", start + 10 * SECOND)).isEqualTo(OptionalLong.of(2));
    assertThat(lines.admit("a", start + 30 * SECOND)).isEqualTo(OptionalLong.of(0));
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

  @Test
  void whatIsToldApartStaysSoBesideTheOthers() {
    lines.admit("a", 0);
    lines.admit("b", 0);
    lines.admit("c", 5 * SECOND);

    assertThat(lines.admit("a", 10 * SECOND)).isEqualTo(OptionalLong.of(0));
    assertThat(lines.admit("d", 10 * SECOND)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -7 * SECOND, Long.MAX_VALUE - SECOND})
  void aKindMakesRoomForAnotherOnceItMayBeLetInAgain(long start) {
    lines.admit("a", start);
    lines.admit("b", start + SECOND);

    assertThat(lines.admit("c", start + 10 * SECOND)).isPresent();
    assertThat(lines.admit("d", start + 10 * SECOND)).isPresent();
    assertThat(lines.admit("e", start + 10 * SECOND)).isEmpty();
  }

  @Test
  void aKindMakesNoRoomBefore() {
    lines.admit("a", 0);
    lines.admit("b", SECOND);

    assertThat(lines.admit("c", 10 * SECOND - 1)).isPresent();
    assertThat(lines.admit("d", 10 * SECOND - 1)).isEmpty();
  }

  @Test
  void aKindWithSomethingLeftToTellIsNotForgotten() {
    lines.admit("a", 0);
    lines.admit("a", 1);
    lines.admit("b", 0);
    lines.admit("b", 1);

    assertThat(lines.admit("c", 10 * SECOND)).isPresent();
    assertThat(lines.admit("d", 10 * SECOND)).isEmpty();
    assertThat(lines.admit("a", 10 * SECOND)).isEqualTo(OptionalLong.of(1));
  }
}
