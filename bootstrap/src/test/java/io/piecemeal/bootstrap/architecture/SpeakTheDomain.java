package io.piecemeal.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * Allows types of the domain and of the ports, and few others: no {@code byte[]} or other array, no
 * {@code Map}, no {@code boolean} that a caller would have to pass, nothing of a vendor.
 */
final class SpeakTheDomain extends ArchCondition<JavaClass> {

  private static final Set<String> WORDS =
      Set.of(
          "int",
          "long",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.lang.String",
          "java.nio.channels.ReadableByteChannel",
          "java.time.Duration",
          "java.time.Instant",
          "java.util.Collection",
          "java.util.List",
          "java.util.Optional");

  /** Words of an answer; as an argument {@code true} says nothing. */
  private static final Set<String> ANSWERS = Set.of("void", "boolean");

  private final PackageMatchers own;

  SpeakTheDomain(Layout layout) {
    super("speak the domain in their signatures");
    own = PackageMatchers.of(layout.domain(), layout.ports());
  }

  @Override
  public void check(JavaClass port, ConditionEvents events) {
    port.getMethods().stream()
        .filter(method -> port.isInterface() && isWritten(method))
        .forEach(method -> checkMethod(method, events));
    port.getFields().stream()
        .filter(field -> port.isRecord() && isComponent(field))
        .forEach(field -> checkType(field, field.getType(), events));
  }

  private void checkMethod(JavaMethod method, ConditionEvents events) {
    method.getParameterTypes().forEach(type -> checkType(method, type, events));
    method.getExceptionTypes().forEach(type -> checkType(method, type, events));
    if (!ANSWERS.contains(method.getReturnType().getName())) {
      checkType(method, method.getReturnType(), events);
    }
  }

  private void checkType(JavaMember member, JavaType type, ConditionEvents events) {
    boolean allowed =
        !type.toErasure().isArray()
            && type.getAllInvolvedRawTypes().stream().allMatch(this::isWord);
    events.add(
        new SimpleConditionEvent(
            member, allowed, member.getFullName() + " says " + type.toErasure().getSimpleName()));
  }

  private boolean isWord(JavaClass type) {
    return WORDS.contains(type.getName()) || own.test(type.getPackageName());
  }

  private static boolean isWritten(JavaMethod method) {
    return !method.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isComponent(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC);
  }
}
