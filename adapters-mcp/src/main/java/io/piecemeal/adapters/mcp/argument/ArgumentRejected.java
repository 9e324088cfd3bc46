package io.piecemeal.adapters.mcp.argument;

import io.piecemeal.chunk.codec.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments that no rule was asked about, since they are not what the tool takes. Carries no stack
 * trace: it is an answer. Holds no value that was sent.
 */
public final class ArgumentRejected extends RuntimeException {

  private final String code;
  private final String field;
  private final transient Map<String, Object> facts;
  private final transient Mend mend;

  private ArgumentRejected(
      String code, String message, String field, Map<String, Object> facts, Mend mend) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.facts = facts;
    this.mend = mend;
  }

  private ArgumentRejected(String code, String message, String field, Map<String, Object> facts) {
    this(code, message, field, facts, new Mend.Left(field));
  }

  /** What makes the call a good one. */
  public sealed interface Mend {

    /** This argument has to have another value, which only the sender knows. */
    record Left(String name) implements Mend {}

    /** This argument has to have this value. */
    record Value(String name, Object value) implements Mend {}

    /** The argument that was refused is meant to have this name. */
    record Name(String name) implements Mend {}
  }

  /** A value is not what its parameter takes. */
  public static ArgumentRejected invalid(String name, String advice) {
    return new ArgumentRejected(
        "invalid_field", "'%s' is refused: %s.".formatted(name, advice), name, Map.of());
  }

  /**
   * An argument is not what its encoding says.
   *
   * @param name of the argument
   * @param position of the first bad character, from 0
   */
  public static ArgumentRejected badData(
      String name, String encoding, String reason, int position) {
    return new ArgumentRejected(
        "invalid_base64",
        "'%s' is not valid %s: %s at character %d. Nothing was stored; send it again."
            .formatted(name, encoding, reason, position),
        name,
        Map.of("position", position));
  }

  /** An argument has to be there. */
  public static ArgumentRejected missing(String name) {
    return missing(name, "add the argument '%s'.".formatted(name));
  }

  /** The same in words of its own. */
  public static ArgumentRejected missing(String name, String sentence) {
    return new ArgumentRejected("missing_field", sentence, name, Map.of());
  }

  /** The same with a sentence more. */
  public ArgumentRejected adding(String sentence) {
    return new ArgumentRejected(code, sentence() + " " + sentence, field, facts, mend);
  }

  /** The same for a call that is mended otherwise than by another value for what was refused. */
  public ArgumentRejected mendedBy(Mend other) {
    return new ArgumentRejected(code, sentence(), field, facts, other);
  }

  static ArgumentRejected unknown(String name, List<String> known) {
    String list = String.join(", ", known);
    return NearestName.of(name, known)
        .map(
            nearest ->
                new ArgumentRejected(
                    "unknown_field",
                    "'%s' is not known; did you mean '%s'? The arguments are: %s."
                        .formatted(name, nearest, list),
                    name,
                    Map.of("nearest", nearest),
                    new Mend.Name(nearest)))
        .orElseGet(
            () ->
                new ArgumentRejected(
                    "unknown_field",
                    "'%s' is not known; the arguments are: %s.".formatted(name, list),
                    name,
                    Map.of()));
  }

  /** What programs tell it by; the same as over HTTP, in snake case. */
  public String code() {
    return code;
  }

  /** A sentence for the agent, and what it has to know to go on. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** The argument that is meant. */
  public String field() {
    return field;
  }

  public Mend mend() {
    return mend;
  }

  /** What programs may want to know, by name. */
  public Map<String, Object> facts() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("field", field);
    all.putAll(facts);
    return all;
  }
}
