package io.piecemeal.architecture;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every rule that applies to a hexagon. A project extends it once. */
public abstract class HexagonContract {

  /** For subclasses. */
  protected HexagonContract() {}

  /** The classes to check, as {@link Code#of} reads them. */
  protected abstract Code code();

  @TestFactory
  final Stream<DynamicTest> everyRuleHolds() {
    Code code = code();
    return Stream.of(HexagonRule.values())
        .filter(rule -> rule.appliesTo(code.hexagon()))
        .map(rule -> dynamicTest(rule.name(), () -> rule.in(code).check(code.production())));
  }
}
