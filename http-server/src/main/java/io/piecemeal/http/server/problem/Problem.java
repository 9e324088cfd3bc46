package io.piecemeal.http.server.problem;

import io.piecemeal.domain.refusal.Code;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem as its caller sees it: the members of RFC 9457, and the facts that are needed to go on.
 * Holds no secret, no bytes of a body and no path of the server.
 */
public final class Problem {

  private final ProblemKind kind;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Problem(ProblemKind kind, String detail) {
    this.kind = kind;
    members.put("type", "urn:piecemeal:problem:" + kind.code());
    members.put("title", kind.title());
    members.put("status", kind.status().getCode());
    members.put("detail", detail);
    members.put("message", detail);
    members.put("code", kind.code());
    members.put("retryable", kind.retry() == Code.Retry.MAY_SUCCEED);
  }

  /**
   * Starts a problem.
   *
   * @param detail a sentence for people about this occurrence, without caller text
   */
  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail);
  }

  /** Adds a fact: a number, a text, or a structure of those. */
  public Problem with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Says which call to make next. */
  public Problem next(NextCall call) {
    return with("next", call.members());
  }

  /** Takes the call back that was to be made next, where this caller may not make it. */
  public Problem withoutNext() {
    members.remove("next");
    return this;
  }

  /** Adds a header to the response. */
  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public ProblemKind kind() {
    return kind;
  }

  /** All members in the order in which they are written. */
  public Map<String, Object> members() {
    return Collections.unmodifiableMap(members);
  }

  /** The headers that the response has beside those of every problem. */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
