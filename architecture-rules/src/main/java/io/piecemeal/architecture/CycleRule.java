package io.piecemeal.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Every package is a slice of its own, in all modules at once. */
final class CycleRule {

  private CycleRule() {}

  static ArchRule packagesHaveNoCycles(Hexagon hexagon) {
    return slices().assignedFrom(new Packages(hexagon)).should().beFreeOfCycles();
  }

  private record Packages(Hexagon hexagon) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return hexagon.isOwn(type)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages under " + hexagon.root();
    }
  }
}
