package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** An implementation of a driven port proves itself by running the port's contract suite. */
final class ContractRule {

  private ContractRule() {}

  static ArchRule drivenPortsAreProven(Code code) {
    Layout layout = code.layout();
    return classes()
        .that(
            describe(
                "implement a driven port",
                type -> ports(type, layout).findAny().isPresent() && isToBeProven(type, layout)))
        .should(new PassTheContract(code));
  }

  /** The driven ports that a class implements. What is nested in a port is passed through it. */
  static Stream<JavaClass> ports(JavaClass type, Layout layout) {
    PackageMatcher portsOut = PackageMatcher.of(layout.portsOut());
    return type.getAllRawInterfaces().stream()
        .filter(port -> portsOut.matches(port.getPackageName()))
        .filter(JavaClass::isTopLevelClass);
  }

  private static boolean isToBeProven(JavaClass type, Layout layout) {
    return !type.isInterface()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && !PackageMatcher.of(layout.application()).matches(type.getPackageName())
        && !isFaultInjector(type, layout);
  }

  /** It breaks the contract whenever a test asks it to. */
  private static boolean isFaultInjector(JavaClass type, Layout layout) {
    return PackageMatcher.of(layout.testkit()).matches(type.getPackageName())
        && type.getSimpleName().startsWith("Faulty");
  }
}
