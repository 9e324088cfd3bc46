package io.piecemeal.architecture;

import java.util.List;

/** The rules hold for themselves: a project with one place, whose classes are in one package. */
final class ArchitectureTest extends HexagonContract {

  private static final String ROOT = "io.piecemeal.architecture";

  @Override
  protected Code code() {
    return Code.of(
        new Hexagon(
            ROOT,
            List.of(
                Place.of(Kind.LIBRARY, ROOT)
                    .using("com.tngtech.archunit..", "org.junit.jupiter.api"))));
  }
}
