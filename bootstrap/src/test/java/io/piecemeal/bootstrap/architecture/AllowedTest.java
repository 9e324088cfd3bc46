package io.piecemeal.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AllowedTest {

  static Stream<String> packages() {
    return Allowed.packages().map(pattern -> pattern.replaceFirst("\\.\\.$", ""));
  }

  static Stream<String> classes() {
    return Allowed.DOMAIN_CLASSES.stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void anAllowedPackageExists(String name) {
    assertThat(inJdk(name) || onClassPath(name)).as(name).isTrue();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void anAllowedClassExists(String name) {
    assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException();
  }

  private static boolean inJdk(String name) {
    return ModuleLayer.boot().modules().stream()
        .flatMap(module -> module.getPackages().stream())
        .anyMatch(existing -> (existing + ".").startsWith(name + "."));
  }

  private static boolean onClassPath(String name) {
    return AllowedTest.class.getClassLoader().getResource(name.replace('.', '/') + "/") != null;
  }
}
