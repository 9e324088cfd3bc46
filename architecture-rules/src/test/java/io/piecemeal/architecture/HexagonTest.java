package io.piecemeal.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HexagonTest {

  private static final Place CODEC = Place.of(Kind.PURE_LIBRARY, "org.acme.codec");
  private static final Place SERVER = Place.of(Kind.DRIVING_LIBRARY, "org.acme.server");

  /** The hexagon of an adapter in a repository of its own, around the core of another project. */
  private static final Hexagon ADAPTER =
      Hexagon.of("org.acme.sql", "org.core", Place.of(Kind.DRIVEN_ADAPTER, "org.acme.sql"));

  @ParameterizedTest
  @EnumSource
  void librariesAreForPlacesAroundTheCore(Kind kind) {
    assertThat(kind.mayStandOn(CODEC.kind())).isEqualTo(!kind.isCore());
    assertThat(Stream.of(Kind.values()).filter(kind::mayStandOn))
        .isSubsetOf(Kind.PURE_LIBRARY, Kind.LIBRARY, Kind.DRIVING_LIBRARY);
  }

  @Test
  void aDrivenAdapterIsNotBuiltOnWhatDrivingOnesShare() {
    assertThatThrownBy(() -> Place.of(Kind.DRIVEN_ADAPTER, "org.acme.sql").on(CODEC, SERVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "org.acme.sql, a DRIVEN_ADAPTER, must not be built on org.acme.server, a"
                + " DRIVING_LIBRARY");
  }

  @Test
  void aPlaceWithoutClassesIsRefused() {
    assertThatThrownBy(() -> Code.of(ADAPTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no class in org.acme.sql (DRIVEN_ADAPTER)");
  }

  @Test
  void theClassPathIsReadTestsApart() {
    Code code =
        Code.of(
            new Hexagon(
                "io.piecemeal.architecture",
                List.of(Place.of(Kind.LIBRARY, "io.piecemeal.architecture"))));

    assertThat(code.production().contain(HexagonRule.class)).isTrue();
    assertThat(code.production().contain(Fixture.class)).isFalse();
    assertThat(code.tests().contain(Fixture.class)).isTrue();
    assertThat(code.tests().contain(HexagonRule.class)).isFalse();
  }

  /** A core that is only seen is checked where it is at home. */
  @Test
  void rulesAboutPlacesOfOthersDoNotApply() {
    assertThat(Stream.of(HexagonRule.values()).filter(rule -> !rule.appliesTo(ADAPTER)))
        .containsExactly(
            HexagonRule.PORTS_SPEAK_THE_DOMAIN, HexagonRule.CORE_IS_TOLD_ABOUT_THE_WORLD);
  }

  @ParameterizedTest
  @EnumSource
  void aRuleThatNoClassIsSubjectToFails(HexagonRule rule) {
    Code empty =
        new Code(
            new Hexagon("org.acme", List.of()),
            new ClassFileImporter().importClasses(),
            new ClassFileImporter().importClasses());

    assertThatThrownBy(() -> rule.in(empty).check(empty.production()))
        .hasMessageContaining("failed to check any classes");
  }
}
