package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/**
 * What each module around the core may use from outside. So SQL types, HTTP types and every
 * vendor's SDK stay where they are listed, and a new one starts with a line in {@link Allowed}.
 * What the core may use is {@link CoreRules}' concern.
 */
final class VendorRule {

  private VendorRule() {}

  static ArchRule vendorsStayInTheirModule(Layout layout) {
    return CompositeArchRule.of(
        List.of(
            usesOnly(layout, layout.chunkCodec(), Allowed.CHUNK_CODEC),
            usesOnly(layout, layout.httpServer(), Allowed.HTTP_SERVER),
            usesOnly(layout, layout.httpAdapter(), Allowed.HTTP_ADAPTER),
            usesOnly(layout, layout.mcpProtocol(), Allowed.MCP_PROTOCOL),
            usesOnly(layout, layout.mcpAdapter(), Allowed.MCP_ADAPTER),
            usesOnly(layout, layout.persistenceAdapter(), Allowed.PERSISTENCE_ADAPTER),
            usesOnly(layout, layout.embeddedPostgres(), Allowed.EMBEDDED_POSTGRES),
            usesOnly(layout, layout.mcpBridge(), Allowed.MCP_BRIDGE),
            usesOnly(layout, layout.testkit(), Allowed.TESTKIT),
            usesOnly(layout, layout.bootstrap(), Allowed.BOOTSTRAP)));
  }

  private static ArchRule usesOnly(Layout layout, String place, List<String> allowed) {
    return classes()
        .that()
        .resideInAPackage(place)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(layout.root() + "..")
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .as(
            "classes in %s should use from outside only what Allowed lists for them"
                .formatted(place));
  }
}
