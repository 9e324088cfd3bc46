package io.piecemeal.adapters.mcp.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why a tool did not do what it was called for, as the agent is told: a code that stays, a sentence
 * that says what to do, and the facts for that. Holds no secret, no bytes of a file and no path.
 */
public final class ToolError {

  private final String code;
  private final String sentence;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private @Nullable Function<FailedCall, NextTool> next;

  private ToolError(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /**
   * @param code the one that the HTTP API has for it, in snake case
   */
  static ToolError of(String code, String sentence) {
    return new ToolError(code, sentence);
  }

  ToolError with(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  ToolError next(NextTool call) {
    return next(failed -> call);
  }

  /** What to call next follows from the call that failed. */
  ToolError next(Function<FailedCall, NextTool> call) {
    this.next = call;
    return this;
  }

  /** What it is, in a word that stays. */
  public String code() {
    return code;
  }

  /** What happened, where there is no call of a tool. */
  public String text() {
    return code + ": " + sentence;
  }

  /** The text of the result: what happened, and on a line of its own the call to make next. */
  public String text(FailedCall failed) {
    return next == null ? text() : text() + "\n" + next.apply(failed).line();
  }

  /** The same for programs. */
  public Map<String, Object> members(FailedCall failed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", code);
    members.put("message", sentence);
    members.putAll(facts);
    if (next != null) {
      members.put("next", next.apply(failed).members());
    }
    return members;
  }
}
