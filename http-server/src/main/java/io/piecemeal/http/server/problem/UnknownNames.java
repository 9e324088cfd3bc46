package io.piecemeal.http.server.problem;

import io.piecemeal.chunk.codec.NearestName;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Refuses names that a request does not have, so that a misspelled option is never left out. */
public final class UnknownNames {

  private static final int LONGEST_ECHO = 64;

  /** What a program calls a field. Anything else is not repeated in a sentence for people. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private UnknownNames() {}

  /**
   * The refusal, which names the field, the known one that was probably meant, and all known ones.
   *
   * @param what has the field, such as "The body has a field"
   */
  public static RequestRejected refuse(String what, String name, Collection<String> known) {
    Optional<String> nearest = NearestName.of(name, known);
    Problem problem =
        Problem.of(
                ProblemKind.UNKNOWN_FIELD,
                "%s%s that is not known.%s".formatted(what, named(name), advice(nearest, known)))
            .with("field", name.substring(0, Math.min(name.length(), LONGEST_ECHO)));
    nearest.ifPresent(meant -> problem.with("nearest", meant));
    return new RequestRejected(problem);
  }

  /**
   * The refusal of a value that is none of those that a field may have; it names the one that was
   * probably meant, and all.
   */
  public static RequestRejected refuseValue(String field, String value, Collection<String> known) {
    Optional<String> nearest = NearestName.of(value, known);
    Problem problem =
        Problem.of(
                ProblemKind.INVALID_FIELD,
                "'%s' has a value%s that is not known.%s"
                    .formatted(field, named(value), advice(nearest, known)))
            .with("field", field);
    nearest.ifPresent(meant -> problem.with("nearest", meant));
    return new RequestRejected(problem);
  }

  private static String named(String name) {
    return PLAIN.matcher(name).matches() ? " '%s'".formatted(name) : "";
  }

  private static String advice(Optional<String> nearest, Collection<String> known) {
    String hint = nearest.map(" Did you mean '%s'?"::formatted).orElse("");
    return known.isEmpty()
        ? hint + " None is known here."
        : hint
            + " Known are: %s."
                .formatted(known.stream().sorted().collect(Collectors.joining(", ")));
  }
}
