package io.piecemeal.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * Ports speak the language of the domain: methods of their interfaces, components of their records.
 * Allowed are types of the domain, of the ports, those that the ports' place declares, and few
 * others: no {@code byte[]} or other array, no {@code Map}, no {@code boolean} that a caller would
 * have to pass, nothing of a vendor.
 */
final class PortSignatureRule extends ArchCondition<JavaClass> {

  private static final Set<String> WORDS =
      Set.of(
          "int",
          "long",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.lang.Exception",
          "java.lang.String",
          "java.nio.channels.ReadableByteChannel",
          "java.time.Duration",
          "java.time.Instant",
          "java.util.Collection",
          "java.util.List",
          "java.util.Optional");

  /** Words of an answer; as an argument {@code true} says nothing. */
  private static final Set<String> ANSWERS = Set.of("void", "boolean");

  private static final Set<Kind> PORTS = Set.of(Kind.PORTS_IN, Kind.PORTS_OUT);

  private final Hexagon hexagon;

  private PortSignatureRule(Hexagon hexagon) {
    super("speak the domain in their signatures");
    this.hexagon = hexagon;
  }

  static ArchRule portsSpeakTheDomain(Hexagon hexagon) {
    return classes()
        .that(
            describe(
                "are interfaces or records among the ports",
                type -> hasSignature(type) && isPort(type, hexagon)))
        .should(new PortSignatureRule(hexagon));
  }

  private static boolean hasSignature(JavaClass type) {
    return type.isInterface() || type.isRecord();
  }

  private static boolean isPort(JavaClass type, Hexagon hexagon) {
    return PORTS.stream().anyMatch(kind -> hexagon.isIn(type, kind));
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
            && type.getAllInvolvedRawTypes().stream()
                .allMatch(word -> isWord(word, member.getOwner()));
    events.add(
        new SimpleConditionEvent(
            member, allowed, member.getFullName() + " says " + type.toErasure().getSimpleName()));
  }

  private boolean isWord(JavaClass type, JavaClass port) {
    return WORDS.contains(type.getName())
        || hexagon.isIn(type, Kind.DOMAIN)
        || isPort(type, hexagon)
        || hexagon.placeOf(port).orElseThrow().hasDeclared(type);
  }

  private static boolean isWritten(JavaMethod method) {
    return !method.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isComponent(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC);
  }
}
