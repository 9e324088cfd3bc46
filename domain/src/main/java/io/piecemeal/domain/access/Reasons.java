package io.piecemeal.domain.access;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in one line why something failed, for a log in which an outage of minutes must not leave a
 * stack for each request. Stands beside {@link RareLines}.
 */
public final class Reasons {

  private static final int DEEPEST_CAUSE = 20;

  private Reasons() {}

  /** The failure and what caused it, each with its type and its message. */
  public static String of(Throwable failure) {
    return causes(failure).stream().map(Reasons::say).collect(Collectors.joining(", because of "));
  }

  /** What failures of one kind have in common: the types of the failure and of its causes. */
  public static List<Class<?>> kind(Throwable failure) {
    return causes(failure).stream().<Class<?>>map(Object::getClass).toList();
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .toList();
  }

  private static String say(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }
}
