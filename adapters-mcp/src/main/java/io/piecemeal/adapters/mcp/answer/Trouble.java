package io.piecemeal.adapters.mcp.answer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a tool did not do what it was called for, as the agent is told: a code that stays, a sentence
 * that says what to do, and the facts for that. Holds no secret, no bytes of a file and no path.
 */
public final class Trouble {

  private final String code;
  private final String sentence;
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private Trouble(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /**
   * @param code the one that the HTTP API has for it, in snake case
   */
  static Trouble of(String code, String sentence) {
    return new Trouble(code, sentence);
  }

  Trouble with(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Trouble next(NextTool call) {
    return with("next", call.members());
  }

  /** The text of the result. */
  public String text() {
    return code + ": " + sentence;
  }

  /** The same as {@code structuredContent}. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", code);
    members.put("message", sentence);
    members.putAll(facts);
    return members;
  }
}
