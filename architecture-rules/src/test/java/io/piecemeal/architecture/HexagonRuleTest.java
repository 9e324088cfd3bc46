package io.piecemeal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HexagonRuleTest {

  private static final Map<Fixture, Code> CODE = new ConcurrentHashMap<>();

  static Stream<Fixture> fixtures() {
    return Fixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theRuleThatAFixtureBreaksFindsEveryCulpritAndNobodyElse(Fixture fixture) {
    List<String> violations = violations(fixture.broken(), code(fixture));

    assertThat(fixture.culprits())
        .allSatisfy(
            culprit -> assertThat(violations).anyMatch(violation -> violation.contains(culprit)));
    assertThat(violations)
        .allMatch(violation -> fixture.culprits().stream().anyMatch(violation::contains));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void allOtherRulesHoldOnAFixture(Fixture fixture) {
    for (HexagonRule rule : HexagonRule.values()) {
      if (rule != fixture.broken()) {
        assertThat(violations(rule, code(fixture))).as("%s", rule).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRuleIsBrokenBySomeFixture(HexagonRule rule) {
    assertThat(Fixture.all()).extracting(Fixture::broken).contains(rule);
  }

  private static Code code(Fixture fixture) {
    return CODE.computeIfAbsent(fixture, Fixture::code);
  }

  /** A fixture has no more than it needs to break its rule, so most rules have no subject in it. */
  private static List<String> violations(HexagonRule rule, Code code) {
    return rule.in(code)
        .allowEmptyShould(true)
        .evaluate(code.production())
        .getFailureReport()
        .getDetails();
  }
}
