package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class HighWaterMarkTest {

  @Test
  void markIsAboveALowerOneOnly() {
    HighWaterMark two = new HighWaterMark(2);

    assertThat(two.isAbove(new HighWaterMark(1))).isTrue();
    assertThat(two.isAbove(two)).isFalse();
    assertThat(two.isAbove(new HighWaterMark(3))).isFalse();
  }

  @Test
  void markIsNeverNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HighWaterMark(-1));
    assertThat(HighWaterMark.ZERO).hasToString("0");
  }
}
