package io.piecemeal.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A hexagon's compiled classes, and the tests that go with them. They are read apart, so that in
 * production's graph nothing depends on anything for a test's sake.
 */
record Code(Layout layout, JavaClasses production, JavaClasses tests) {

  /** A module's tests, as classes or, where another module uses some of them, as a jar. */
  private static final Pattern OF_TESTS =
      Pattern.compile(".*(/target/test-classes/|-tests\\.jar!).*");

  private static final Pattern NAMED_AS_TEST = Pattern.compile(".*/[^/]*Test[^/]*\\.class");

  /**
   * What Micronaut's processors write; what it depends on follows from the annotations it is for.
   */
  private static final Pattern GENERATED =
      Pattern.compile(".*/(\\$[^/]*|[^/]*\\$Intercepted[^/]*)\\.class");

  /** This project. */
  static Code ofPiecemeal() {
    Set<Location> production = new HashSet<>();
    Locations.ofPackage("io.piecemeal").stream()
        .filter(location -> !location.matches(OF_TESTS))
        .forEach(production::add);
    Set<Location> everything = new HashSet<>(production);
    SiblingTests.compiled().stream().map(Location::of).forEach(everything::add);
    ClassFileImporter importer =
        new ClassFileImporter().withImportOption(location -> !location.matches(GENERATED));
    return new Code(
        new Layout("io.piecemeal"),
        importer.importLocations(production),
        importer.importLocations(everything).that(describe("are tests", Code::isCompiledAsTest)));
  }

  /** A tiny hexagon among the tests of this module; its own tests are told by their names. */
  static Code ofFixture(String root) {
    return new Code(
        new Layout(root),
        new ClassFileImporter()
            .withImportOption(location -> !location.matches(NAMED_AS_TEST))
            .importPackages(root),
        new ClassFileImporter()
            .importPackages(root)
            .that(describe("are tests", type -> type.getSimpleName().contains("Test"))));
  }

  private static boolean isCompiledAsTest(JavaClass type) {
    return OF_TESTS.matcher(type.getSource().orElseThrow().getUri().toString()).matches();
  }
}
