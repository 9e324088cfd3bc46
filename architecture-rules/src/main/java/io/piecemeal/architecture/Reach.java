package io.piecemeal.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a test sets to work: the classes of its place that it depends on, over others or not. */
record Reach(Set<String> names) {

  /** Leaves out what the test inherits: a suite knows things that the test does not choose. */
  static Reach of(JavaClass test, Hexagon hexagon) {
    Place place = hexagon.placeOf(test).orElseThrow();
    Set<JavaClass> reached = new HashSet<>(Set.of(test));
    Deque<JavaClass> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      waiting.remove().getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(type -> hexagon.isIn(type, place::equals))
          .filter(type -> !test.isAssignableTo(type.getName()))
          .filter(reached::add)
          .forEach(waiting::add);
    }
    return new Reach(reached.stream().map(JavaClass::getName).collect(Collectors.toSet()));
  }

  boolean includes(JavaClass type) {
    return names.contains(type.getName());
  }
}
