package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** Which sides of the hexagon touch, and who may see the outside of it. */
final class AdapterRules {

  private AdapterRules() {}

  static ArchRule drivingAdaptersSeePortsIn(Layout layout) {
    return ofTheApplicationSeesOnly(layout, layout.drivingAdapters(), layout.portsIn());
  }

  static ArchRule drivenAdaptersSeePortsOut(Layout layout) {
    return ofTheApplicationSeesOnly(layout, layout.drivenAdapters(), layout.portsOut());
  }

  static ArchRule adaptersAreStrangers(Layout layout) {
    return slices().matching(layout.root() + ".adapters.(*)..").should().notDependOnEachOther();
  }

  static ArchRule onlyBootstrapSeesAdapters(Layout layout) {
    return CompositeArchRule.of(
        List.of(
            isSeenOnlyFrom(layout.adapters(), layout.adapters(), layout.bootstrap()),
            onlySees(layout, layout.chunkCodec(), layout.chunkCodec()),
            onlySees(layout, layout.mcpProtocol(), layout.mcpProtocol()),
            isSeenOnlyFrom(layout.mcpProtocol(), layout.mcpProtocol(), layout.mcpAdapter()),
            onlySees(
                layout,
                layout.httpServer(),
                layout.httpServer(),
                layout.chunkCodec(),
                layout.portsIn(),
                layout.domain()),
            isSeenOnlyFrom(
                layout.httpServer(), layout.httpServer(), layout.adapters(), layout.bootstrap()),
            isSeenOnlyFrom(
                layout.embeddedPostgres(), layout.embeddedPostgres(), layout.bootstrap()),
            isSeenOnlyFrom(layout.mcpBridge(), layout.mcpBridge(), layout.bootstrap()),
            isSeenOnlyFrom(layout.testkit(), layout.testkit()),
            isSeenOnlyFrom(layout.bootstrap(), layout.bootstrap())));
  }

  /** The rules go by package: a class elsewhere would escape all of them. */
  static ArchRule everyClassHasAPlace(Layout layout) {
    return classes().should().resideInAnyPackage(layout.places().toArray(String[]::new));
  }

  private static ArchRule ofTheApplicationSeesOnly(
      Layout layout, List<String> adapters, String ports) {
    return classes()
        .that()
        .resideInAnyPackage(adapters.toArray(String[]::new))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(ports).or(resideOutsideOfPackage(layout.application())));
  }

  /** What it uses from outside is {@link VendorRule}'s concern. */
  private static ArchRule onlySees(Layout layout, String place, String... places) {
    return classes()
        .that()
        .resideInAPackage(place)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(places).or(resideOutsideOfPackage(layout.root() + "..")));
  }

  private static ArchRule isSeenOnlyFrom(String place, String... places) {
    return classes()
        .that()
        .resideInAPackage(place)
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage(places);
  }
}
