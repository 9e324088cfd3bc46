package io.piecemeal.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A hexagon's compiled classes, and the tests that go with them. They are read apart, so that in
 * production's graph nothing depends on anything for a test's sake.
 */
public record Code(Hexagon hexagon, JavaClasses production, JavaClasses tests) {

  /** Tests that another module uses come as such a jar. */
  private static final Pattern JAR_OF_TESTS = Pattern.compile(".*-tests\\.jar!.*");

  /**
   * What Micronaut's processors write; what it depends on follows from the annotations it is for.
   */
  private static final Pattern GENERATED =
      Pattern.compile(".*/(\\$[^/]*|[^/]*\\$Intercepted[^/]*)\\.class");

  /**
   * Checks that nothing was declared in vain.
   *
   * @throws IllegalArgumentException if one of the hexagon's own places has no class: its name is
   *     misspelled, or its module is not on the class path
   */
  public Code {
    for (Place place : hexagon.own()) {
      if (production.stream().noneMatch(type -> hexagon.isIn(type, place::equals))) {
        throw new IllegalArgumentException("There is no class in " + place);
      }
    }
  }

  /**
   * Reads the classes of a hexagon from the class path.
   *
   * @param siblings folders of compiled tests of other modules, which are not on it
   */
  public static Code of(Hexagon hexagon, Path... siblings) {
    Set<Location> everything = new HashSet<>(Locations.ofPackage(hexagon.root()));
    List<Location> production = everything.stream().filter(place -> !isOfTests(place)).toList();
    for (Path sibling : siblings) {
      everything.add(Location.of(sibling));
    }
    ClassFileImporter importer =
        new ClassFileImporter().withImportOption(location -> !location.matches(GENERATED));
    return new Code(
        hexagon,
        importer.importLocations(production),
        importer.importLocations(everything).that(areTests()));
  }

  private static DescribedPredicate<JavaClass> areTests() {
    return DescribedPredicate.describe(
        "are tests", type -> isOfTests(Location.of(type.getSource().orElseThrow().getUri())));
  }

  private static boolean isOfTests(Location location) {
    return Predefined.ONLY_INCLUDE_TESTS.includes(location) || location.matches(JAR_OF_TESTS);
  }
}
