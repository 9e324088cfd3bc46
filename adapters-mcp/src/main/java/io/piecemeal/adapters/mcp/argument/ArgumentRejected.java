package io.piecemeal.adapters.mcp.argument;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arguments that no rule was asked about, since they are not what the tool takes. Carries no stack
 * trace: it is an answer. Holds no value that was sent.
 */
public final class ArgumentRejected extends RuntimeException {

  private final String code;
  private final transient Map<String, Object> facts;

  private ArgumentRejected(String code, String message, Map<String, Object> facts) {
    super(message, null, false, false);
    this.code = code;
    this.facts = facts;
  }

  /** A value is not what its parameter takes. */
  public static ArgumentRejected invalid(String name, String advice) {
    return new ArgumentRejected(
        "invalid_field", "'%s' is refused: %s.".formatted(name, advice), Map.of("field", name));
  }

  /**
   * The data is not what its encoding says.
   *
   * @param position of the first bad character, from 0
   */
  public static ArgumentRejected badData(String encoding, String reason, int position) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("field", "data");
    facts.put("position", position);
    return new ArgumentRejected(
        "invalid_base64",
        "'data' is not valid %s: %s at character %d. Nothing was stored; send the chunk again."
            .formatted(encoding, reason, position),
        facts);
  }

  static ArgumentRejected missing(String name) {
    return new ArgumentRejected(
        "missing_field", "add the argument '%s'.".formatted(name), Map.of("field", name));
  }

  static ArgumentRejected unknown(String name, Iterable<String> known) {
    String list = String.join(", ", known);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("field", name);
    return NearestName.of(name, known)
        .map(
            nearest -> {
              facts.put("nearest", nearest);
              return new ArgumentRejected(
                  "unknown_field",
                  "'%s' is not known; did you mean '%s'? The arguments are: %s."
                      .formatted(name, nearest, list),
                  facts);
            })
        .orElseGet(
            () ->
                new ArgumentRejected(
                    "unknown_field",
                    "'%s' is not known; the arguments are: %s.".formatted(name, list),
                    facts));
  }

  /** What programs tell it by; the same as over HTTP, in snake case. */
  public String code() {
    return code;
  }

  /** A sentence for the agent, and what it has to know to go on. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  public Map<String, Object> facts() {
    return facts;
  }
}
