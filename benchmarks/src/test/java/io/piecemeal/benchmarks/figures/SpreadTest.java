package io.piecemeal.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void medianOfAnEvenNumberLiesHalfWay() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void noValuesHaveNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("no values");
  }

  @Test
  void textLeavesOutExtremesThatLookTheSame() {
    assertThat(new Spread(1.234, 1.1, 2).toText(1)).isEqualTo("1.2 (1.1–2.0)");
    assertThat(new Spread(1.02, 1.01, 1.04).toText(1)).isEqualTo("1.0");
  }
}
