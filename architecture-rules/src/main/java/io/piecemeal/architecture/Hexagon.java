package io.piecemeal.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The places of a project. A class belongs to the innermost place that contains its package.
 *
 * @param root the package under which the project's own classes are: these are checked. Places
 *     elsewhere, as the core of another project, are only seen
 */
public record Hexagon(String root, List<Place> places) {

  /** Copies the list. */
  public Hexagon {
    places = List.copyOf(places);
  }

  /**
   * A hexagon around a core that is laid out as Piecemeal's: under its package are {@code domain},
   * {@code application.port.in}, {@code application.port.out}, use cases in the rest of {@code
   * application}, and contract suites in {@code testkit}.
   *
   * @param root the package under which the project's own classes are
   * @param core the core's package: the same, or {@code io.piecemeal} for an adapter of Piecemeal
   *     that lies in a repository of its own
   */
  public static Hexagon of(String root, String core, Place... around) {
    return new Hexagon(
        root,
        Stream.concat(
                Stream.of(
                    Place.of(Kind.DOMAIN, core + ".domain"),
                    Place.of(Kind.PORTS_IN, core + ".application.port.in"),
                    Place.of(Kind.PORTS_OUT, core + ".application.port.out"),
                    Place.of(Kind.USE_CASES, core + ".application"),
                    Place.of(Kind.TESTKIT, core + ".testkit")
                        .using(
                            "com.sun.management",
                            "org.assertj.core.api..",
                            "org.junit.jupiter.api..")),
                Stream.of(around))
            .toList());
  }

  Optional<Place> placeOf(JavaClass type) {
    return places.stream()
        .filter(place -> place.contains(type.getPackageName()))
        .max(Comparator.comparingInt(place -> place.root().length()));
  }

  boolean isIn(JavaClass type, Kind kind) {
    return isIn(type, place -> place.kind() == kind);
  }

  /** Whether the class is in a place, and in one of these. */
  boolean isIn(JavaClass type, Predicate<Place> places) {
    return placeOf(type).filter(places).isPresent();
  }

  boolean isOwn(JavaClass type) {
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  /** The places that are checked. */
  List<Place> own() {
    return places.stream().filter(place -> (place.root() + ".").startsWith(root + ".")).toList();
  }

  /** Whether the suite of this driven port is among the classes from which a test inherits. */
  boolean isSuiteOf(JavaClass port, JavaClass test) {
    return places.stream()
        .filter(place -> place.kind() == Kind.TESTKIT)
        .map(place -> suite(place, port))
        .anyMatch(test::isAssignableTo);
  }

  private static String suite(Place testkit, JavaClass port) {
    return "%s.%sContract".formatted(testkit.root(), port.getSimpleName());
  }
}
