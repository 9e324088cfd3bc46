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
    String named = PLAIN.matcher(name).matches() ? " '%s'".formatted(name) : "";
    String hint = nearest.map(" Did you mean '%s'?"::formatted).orElse("");
    String list =
        known.isEmpty()
            ? "None is known here"
            : "Known are: " + known.stream().sorted().collect(Collectors.joining(", "));
    Problem problem =
        Problem.of(
                ProblemKind.UNKNOWN_FIELD,
                "%s%s that is not known.%s %s.".formatted(what, named, hint, list))
            .with("field", name.substring(0, Math.min(name.length(), LONGEST_ECHO)));
    nearest.ifPresent(meant -> problem.with("nearest", meant));
    return new RequestRejected(problem);
  }
}
