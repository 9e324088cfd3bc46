package io.piecemeal.adapters.tus.ietf;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.http.server.text.StructuredFields;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What differs between the revisions of the draft, which a client tells by the number of their
 * interoperability. One without a number speaks the standard that the draft is to become, and so
 * does one with a number that is not known here.
 */
enum Interop {
  V3(3, Completeness.INCOMPLETE, AppendType.ANY, Age.UNSAID),
  V4(4, Completeness.COMPLETE, AppendType.ANY, Age.UNSAID),
  V5(5, Completeness.COMPLETE, AppendType.ANY, Age.UNSAID),
  V6(6, Completeness.COMPLETE, AppendType.PARTIAL, Age.EXPIRES),
  V8(8, Completeness.COMPLETE, AppendType.PARTIAL, Age.MAX_AGE),
  V9(9, Completeness.COMPLETE, AppendType.PARTIAL, Age.MAX_AGE),
  NONE(0, Completeness.COMPLETE, AppendType.PARTIAL, Age.MAX_AGE);

  private final int number;
  private final Completeness completeness;
  private final AppendType appendType;
  private final Age age;

  /** The field that says whether an upload ends with a request, and whether it says so by yes. */
  private enum Completeness {
    INCOMPLETE,
    COMPLETE
  }

  /** Which media type appends have. */
  private enum AppendType {
    ANY,
    PARTIAL
  }

  /** What limits call the time that an upload has left. */
  enum Age {
    /** These revisions have no limits. */
    UNSAID,
    EXPIRES,
    MAX_AGE
  }

  Interop(int number, Completeness completeness, AppendType appendType, Age age) {
    this.number = number;
    this.completeness = completeness;
    this.appendType = appendType;
    this.age = age;
  }

  /** What the sender of these fields speaks. */
  static Interop of(HttpHeaders headers) {
    OptionalLong given = StructuredFields.integer(headers.getAll(Ietf.INTEROP));
    return Stream.of(values())
        .filter(one -> one != NONE && given.isPresent() && one.number == given.getAsLong())
        .findFirst()
        .orElse(NONE);
  }

  /** Whether it is known: only then are interim answers understood. */
  boolean isKnown() {
    return this != NONE;
  }

  String number() {
    return Integer.toString(number);
  }

  String completenessField() {
    return switch (completeness) {
      case INCOMPLETE -> "Upload-Incomplete";
      case COMPLETE -> "Upload-Complete";
    };
  }

  /** Whether a value of that field means that the upload is complete. */
  boolean isComplete(boolean value) {
    return value == (completeness == Completeness.COMPLETE);
  }

  /** The value of that field. */
  String completenessValue(boolean complete) {
    return isComplete(true) == complete ? "?1" : "?0";
  }

  boolean requiresPartialType() {
    return appendType == AppendType.PARTIAL;
  }

  Age age() {
    return age;
  }
}
