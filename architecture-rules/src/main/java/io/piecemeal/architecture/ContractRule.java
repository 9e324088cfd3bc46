package io.piecemeal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An implementation of a driven port is proven by a test that is the port's contract suite and
 * reaches the class, through its own place only.
 */
final class ContractRule extends ArchCondition<JavaClass> {

  private final Code code;

  private ContractRule(Code code) {
    super("pass the contract suite of the port");
    this.code = code;
  }

  static ArchRule drivenPortsAreProven(Code code) {
    Hexagon hexagon = code.hexagon();
    return classes()
        .that(
            describe(
                "implement a driven port",
                type -> isToBeProven(type, hexagon) && ports(type, hexagon).findAny().isPresent()))
        .should(new ContractRule(code));
  }

  @Override
  public void check(JavaClass adapter, ConditionEvents events) {
    ports(adapter, code.hexagon())
        .forEach(
            port ->
                events.add(
                    new SimpleConditionEvent(
                        adapter,
                        isProven(adapter, port),
                        "%s has no test that extends %sContract, or its tests are not compiled"
                            .formatted(adapter.getName(), port.getSimpleName()))));
  }

  private boolean isProven(JavaClass adapter, JavaClass port) {
    return code.tests().stream()
        .filter(test -> code.hexagon().isSuiteOf(port, test))
        .anyMatch(test -> runs(test) && reach(test).contains(adapter.getName()));
  }

  /**
   * What a test sets to work: the classes of its place that it depends on, over others or not.
   * Leaves out what the test inherits: a suite knows things that the test does not choose.
   */
  private Set<String> reach(JavaClass test) {
    Place place = code.hexagon().placeOf(test).orElseThrow();
    Set<JavaClass> reached = new HashSet<>(Set.of(test));
    Deque<JavaClass> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      waiting.remove().getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(type -> code.hexagon().isIn(type, place::equals))
          .filter(type -> !test.isAssignableTo(type.getName()))
          .filter(reached::add)
          .forEach(waiting::add);
    }
    return reached.stream().map(JavaClass::getName).collect(Collectors.toSet());
  }

  /** What is nested in a port is passed through it. */
  private static Stream<JavaClass> ports(JavaClass type, Hexagon hexagon) {
    return type.getAllRawInterfaces().stream()
        .filter(port -> hexagon.isIn(port, Kind.PORTS_OUT))
        .filter(JavaClass::isTopLevelClass);
  }

  private static boolean isToBeProven(JavaClass type, Hexagon hexagon) {
    return !type.isInterface()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && hexagon.isIn(type, place -> !place.kind().isCore())
        && !isFaultInjector(type, hexagon);
  }

  /** It breaks the contract whenever a test asks it to. */
  private static boolean isFaultInjector(JavaClass type, Hexagon hexagon) {
    return hexagon.isIn(type, Kind.TESTKIT) && type.getSimpleName().startsWith("Faulty");
  }

  /** Whether Surefire picks the class up and JUnit does not pass it over. */
  private static boolean runs(JavaClass test) {
    return test.getSimpleName().endsWith("Test")
        && !test.getModifiers().contains(JavaModifier.ABSTRACT)
        && !test.isAnnotatedWith("org.junit.jupiter.api.Disabled");
  }
}
