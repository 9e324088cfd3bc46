package io.piecemeal.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a hexagon: a package and all below it that is no place of its own. What is not declared
 * here, or given by its kind, is forbidden.
 *
 * @param root name of its package
 * @param libraries places of the project that it is built on
 * @param vendors what it uses from outside: ArchUnit's patterns of packages, as {@code java.sql} or
 *     {@code org.sqlite..}, and full names of classes
 */
public record Place(Kind kind, String root, List<Place> libraries, List<String> vendors) {

  /**
   * Checks that the kind allows the libraries.
   *
   * @throws IllegalArgumentException if one of them is no library, or none for this kind of place
   */
  public Place {
    libraries = List.copyOf(libraries);
    vendors = List.copyOf(vendors);
    for (Place library : libraries) {
      if (!kind.mayStandOn(library.kind)) {
        throw new IllegalArgumentException(
            "%s, a %s, must not be built on %s, a %s"
                .formatted(root, kind, library.root, library.kind));
      }
    }
  }

  /** A place that is built on no library and uses only what its kind has of the JDK. */
  public static Place of(Kind kind, String root) {
    return new Place(kind, root, List.of(), List.of());
  }

  /** The same place, built on these libraries, too. */
  public Place on(Place... more) {
    return new Place(kind, root, with(libraries, more), vendors);
  }

  /** The same place, using these packages or classes from outside, too. */
  public Place using(String... more) {
    return new Place(kind, root, libraries, with(vendors, more));
  }

  boolean contains(String packageName) {
    return (packageName + ".").startsWith(root + ".");
  }

  boolean sees(Place other) {
    return equals(other) || kind.sees(other.kind) || libraries.contains(other);
  }

  boolean mayUse(JavaClass outside) {
    return Stream.concat(kind.jdk().stream(), vendors.stream())
        .anyMatch(allowed -> covers(allowed, outside));
  }

  boolean hasDeclared(JavaClass outside) {
    return vendors.stream().anyMatch(allowed -> covers(allowed, outside));
  }

  private static boolean covers(String allowed, JavaClass type) {
    return allowed.equals(type.getName())
        || PackageMatcher.of(allowed).matches(type.getPackageName());
  }

  private static <T> List<T> with(List<T> some, T[] more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** As violations name it. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(root, kind);
  }
}
