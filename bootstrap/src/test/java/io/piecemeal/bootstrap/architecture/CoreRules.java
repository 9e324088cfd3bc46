package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** What the inside of the hexagon may see. */
final class CoreRules {

  private CoreRules() {}

  static ArchRule domainIsPure(Layout layout) {
    return onlySees(
        layout.domain(),
        resideInAPackage(layout.domain())
            .or(from(Allowed.DOMAIN))
            .or(named(Allowed.DOMAIN_CLASSES)));
  }

  static ArchRule applicationSeesTheDomain(Layout layout) {
    return onlySees(
        layout.application(),
        resideInAnyPackage(layout.application(), layout.domain()).or(from(Allowed.APPLICATION)));
  }

  private static ArchRule onlySees(String place, DescribedPredicate<JavaClass> what) {
    return classes().that().resideInAPackage(place).should().onlyDependOnClassesThat(what);
  }

  private static DescribedPredicate<JavaClass> from(List<String> packages) {
    return resideInAnyPackage(packages.toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> named(List<String> names) {
    return DescribedPredicate.describe(
        "are one of " + names, type -> names.contains(type.getBaseComponentType().getName()));
  }
}
