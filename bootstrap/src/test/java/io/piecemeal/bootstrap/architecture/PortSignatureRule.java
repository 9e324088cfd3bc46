package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Ports speak the language of the domain: methods of their interfaces, components of their records.
 */
final class PortSignatureRule {

  private PortSignatureRule() {}

  static ArchRule portsSpeakTheDomain(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.ports())
        .and(describe("are interfaces or records", PortSignatureRule::hasSignature))
        .should(new SpeakTheDomain(layout));
  }

  private static boolean hasSignature(JavaClass type) {
    return type.isInterface() || type.isRecord();
  }
}
