package io.piecemeal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/** The walls between the places of a hexagon, and those to the outside. */
final class WallRules {

  private WallRules() {}

  /** The other rules go by place: a class in none would escape all of them. */
  static ArchRule everyClassHasAPlace(Hexagon hexagon) {
    return classes()
        .should(
            ArchCondition.from(
                describe(
                    "have a place in the hexagon", type -> hexagon.placeOf(type).isPresent())));
  }

  static ArchRule placesSeeTheirNeighbours(Hexagon hexagon) {
    return useOnly(
        hexagon,
        "places that theirs sees",
        (place, target) -> hexagon.placeOf(target).map(place::sees).orElse(true));
  }

  /** So types of SQL, of HTTP and of every vendor's library stay in the place that names them. */
  static ArchRule vendorsStayInTheirPlace(Hexagon hexagon) {
    return useOnly(
        hexagon,
        "types from outside that their place declares",
        (place, target) ->
            hexagon.isOwn(target) || hexagon.placeOf(target).isPresent() || place.mayUse(target));
  }

  /** Each package is a slice. */
  static ArchRule packagesHaveNoCycles() {
    return slices().matching("(**)").should().beFreeOfCycles();
  }

  private static ArchRule useOnly(
      Hexagon hexagon, String what, BiPredicate<Place, JavaClass> allowed) {
    return classes()
        .that(describe("have a place", type -> hexagon.placeOf(type).isPresent()))
        .should(
            new ArchCondition<>("use only " + what) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                Place place = hexagon.placeOf(type).orElseThrow();
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                  boolean fine = allowed.test(place, use.getTargetClass().getBaseComponentType());
                  events.add(
                      new SimpleConditionEvent(
                          use, fine, "%s must not: %s".formatted(place, use.getDescription())));
                }
              }
            });
  }
}
