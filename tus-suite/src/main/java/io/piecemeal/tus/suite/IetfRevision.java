package io.piecemeal.tus.suite;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a client of the IETF's draft speaks, by the number of its interoperability; and one that
 * names none, as clients of the standard will.
 */
public enum IetfRevision {
  V3("3", "Upload-Incomplete", ""),
  V5("5", "Upload-Complete", ""),
  V6("6", "Upload-Complete", "application/partial-upload"),
  V8("8", "Upload-Complete", "application/partial-upload"),
  V9("9", "Upload-Complete", "application/partial-upload"),
  NONE("none", "Upload-Complete", "application/partial-upload");

  private final String number;
  private final String field;
  private final String appendType;

  IetfRevision(String number, String field, String appendType) {
    this.number = number;
    this.field = field;
    this.appendType = appendType;
  }

  static final Set<IetfRevision> ALL = EnumSet.allOf(IetfRevision.class);

  /** Those that name a number: only they may be sent interim answers. */
  static final Set<IetfRevision> NUMBERED = EnumSet.range(V3, V9);

  static Set<IetfRevision> since(IetfRevision first) {
    return EnumSet.range(first, NONE);
  }

  static Set<IetfRevision> numberedSince(IetfRevision first) {
    return EnumSet.range(first, V9);
  }

  /**
   * The revision of this number.
   *
   * @throws IllegalArgumentException if there are no cases for it
   */
  public static IetfRevision of(String number) {
    return Stream.of(values())
        .filter(one -> one.number.equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no cases for %s, but for 3, 5, 6, 8, 9 and none".formatted(number)));
  }

  /** As it is written, or {@code none}. */
  public String number() {
    return number;
  }

  boolean isNumbered() {
    return this != NONE;
  }

  /** What names the revision in a request, if anything does. */
  Optional<String> interop() {
    return isNumbered() ? Optional.of("Upload-Draft-Interop-Version: " + number) : Optional.empty();
  }

  String completeness() {
    return field;
  }

  /** The value for an upload that ends with a request. */
  String ended() {
    return this == V3 ? "?0" : "?1";
  }

  /** The value for one that goes on. */
  String goingOn() {
    return this == V3 ? "?1" : "?0";
  }

  /** The media type of appends; empty if they have none. */
  String appendType() {
    return appendType;
  }
}
