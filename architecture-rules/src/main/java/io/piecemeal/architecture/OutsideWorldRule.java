package io.piecemeal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;

/** The core is told the time, given its random numbers and handed its settings. */
final class OutsideWorldRule {

  /** The only members of {@link System} that give the same result everywhere. */
  private static final Set<String> HARMLESS = Set.of("arraycopy", "getLogger", "identityHashCode");

  private OutsideWorldRule() {}

  static ArchRule coreIsToldAboutTheWorld(Hexagon hexagon) {
    return noClasses()
        .that(
            describe("are in the core", type -> hexagon.isIn(type, place -> place.kind().isCore())))
        .should()
        .accessTargetWhere(
            describe(
                "it is clock, randomness, environment, files, network or a wait",
                (JavaAccess<?> access) -> readsTheWorld(access.getTarget())));
  }

  private static boolean readsTheWorld(AccessTarget target) {
    return asksTheSystem(target)
        || asksForNow(target)
        || Reading.ALL.stream().anyMatch(reading -> reading.isDoneBy(target));
  }

  private static boolean asksTheSystem(AccessTarget target) {
    return target.getOwner().isEquivalentTo(System.class) && !HARMLESS.contains(target.getName());
  }

  /** Every {@code now} of {@code java.time}, unless it asks a clock that was handed in. */
  private static boolean asksForNow(AccessTarget target) {
    return target.getOwner().getPackageName().equals("java.time")
        && target.getName().equals("now")
        && target instanceof CodeUnitAccessTarget method
        && method.getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Clock.class));
  }
}
