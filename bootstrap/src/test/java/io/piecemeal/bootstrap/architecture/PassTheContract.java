package io.piecemeal.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Looks for a test that is a contract suite and reaches the class, through its own module only. */
final class PassTheContract extends ArchCondition<JavaClass> {

  private final Code code;

  PassTheContract(Code code) {
    super("pass the contract suite of the port");
    this.code = code;
  }

  @Override
  public void check(JavaClass adapter, ConditionEvents events) {
    ContractRule.ports(adapter, code.layout()).forEach(port -> checkPort(adapter, port, events));
  }

  private void checkPort(JavaClass adapter, JavaClass port, ConditionEvents events) {
    String contract = code.layout().contractOf(port.getSimpleName());
    boolean passes =
        code.tests().stream()
            .filter(test -> test.isAssignableTo(contract))
            .anyMatch(test -> runs(test) && Reach.of(test, code.layout()).includes(adapter));
    events.add(
        new SimpleConditionEvent(
            adapter, passes, adapter.getName() + " has no test that extends " + contract));
  }

  /** Whether Surefire picks the class up and JUnit does not pass it over. */
  private static boolean runs(JavaClass test) {
    return test.getSimpleName().endsWith("Test")
        && !test.getModifiers().contains(JavaModifier.ABSTRACT)
        && !test.isAnnotatedWith("org.junit.jupiter.api.Disabled");
  }
}
