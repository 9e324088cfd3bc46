package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteCountTest {

  private static final ByteCount MOST = new ByteCount(Long.MAX_VALUE);

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void aCountIsNeverNegative(long value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByteCount(value))
        .withMessage("a byte count is never negative: " + value);
  }

  @Test
  void countsAreAddedAndSubtracted() {
    assertThat(new ByteCount(5).plus(new ByteCount(7))).isEqualTo(new ByteCount(12));
    assertThat(new ByteCount(12).minus(new ByteCount(7))).isEqualTo(new ByteCount(5));
    assertThat(new ByteCount(7).minus(new ByteCount(7))).isEqualTo(ByteCount.ZERO);
    assertThat(MOST.plus(ByteCount.ZERO)).isEqualTo(MOST);
  }

  @Test
  void aSumThatIsTooLargeIsNoCount() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> MOST.plus(new ByteCount(1)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> MOST.plus(MOST));
  }

  @Test
  void moreThanThereIsCannotBeTakenAway() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteCount(7).minus(new ByteCount(8)));
    assertThatIllegalArgumentException().isThrownBy(() -> ByteCount.ZERO.minus(MOST));
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,2,-1", "2,1,1", "0,9223372036854775807,-1", "9223372036854775807,0,1"})
  void countsAreOrdered(long one, long other, int order) {
    ByteCount left = new ByteCount(one);
    ByteCount right = new ByteCount(other);

    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(order);
    assertThat(left.isAtMost(right)).isEqualTo(order <= 0);
  }

  @Test
  void onlyZeroIsZero() {
    assertThat(ByteCount.ZERO.isZero()).isTrue();
    assertThat(new ByteCount(0)).isEqualTo(ByteCount.ZERO);
    assertThat(new ByteCount(1).isZero()).isFalse();
  }

  @Test
  void aCountIsShownAsItsDigits() {
    assertThat(new ByteCount(5_242_880)).hasToString("5242880");
  }
}
