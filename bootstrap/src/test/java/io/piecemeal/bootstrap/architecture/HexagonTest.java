package io.piecemeal.bootstrap.architecture;

import io.piecemeal.architecture.Code;
import io.piecemeal.architecture.HexagonContract;

/** Runs over the production code of every module, and over the tests of their adapters. */
final class HexagonTest extends HexagonContract {

  @Override
  protected Code code() {
    return PiecemealHexagon.code();
  }
}
