package io.piecemeal.bootstrap.architecture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HexagonTest {

  private static final Code PIECEMEAL = Code.ofPiecemeal();

  /** ArchUnit also fails a rule that no class is subject to. */
  @ParameterizedTest
  @EnumSource
  void piecemealKeepsTheRule(HexagonRule rule) {
    rule.in(PIECEMEAL).check(PIECEMEAL.production());
  }
}
