package io.piecemeal.domain.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may be used for. None includes another. */
public enum Scope {
  /** See files, their bytes and the limits, and have tickets to read them issued. */
  READ,
  /** Begin files, append, rewind, complete, and have tickets to send them issued. */
  WRITE,
  /** Delete files and take tickets back. */
  DELETE,
  /** Manage keys, owners and upkeep; of files, nothing. */
  ADMIN;

  /** What a key may do of which nothing is said: all with the files of its owner. */
  public static final Set<Scope> OF_FILES =
      Collections.unmodifiableSet(EnumSet.of(READ, WRITE, DELETE));

  /** In lower case, as callers and operators see it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope with this name; empty if there is none. */
  public static Optional<Scope> named(String name) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
  }

  /**
   * The names of several, in the order of this enum, with single blanks between them (RFC 6749).
   */
  public static String write(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if there is none, or one has no such name
   */
  public static Set<Scope> read(String names) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names.split(" ", -1)) {
      scopes.add(named(name).orElseThrow(() -> noSuchScope(name)));
    }
    return Collections.unmodifiableSet(scopes);
  }

  private static IllegalArgumentException noSuchScope(String name) {
    return new IllegalArgumentException(
        "'%s' is not a scope; there are: %s".formatted(name, write(EnumSet.allOf(Scope.class))));
  }
}
