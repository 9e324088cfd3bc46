package io.piecemeal.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service, or something in front of it, refused the call. */
public final class ServiceException extends PiecemealException {

  private static final long serialVersionUID = 1;

  /** Of an answer that is none of the service's own, such as a proxy's page. */
  static final String FOREIGN = "foreign-answer";

  private final int status;
  private final transient Map<String, @Nullable Object> facts;

  private ServiceException(
      String code, String message, int status, Map<String, @Nullable Object> facts) {
    super(code, message, null);
    this.status = status;
    this.facts = facts;
  }

  static ServiceException of(Answer answer) {
    Map<String, @Nullable Object> facts = problem(answer);
    boolean ours = facts.get("code") instanceof String;
    String code = ours ? String.valueOf(facts.get("code")) : FOREIGN;
    String detail =
        facts.get("detail") instanceof String text
            ? text
            : "an answer that is not Piecemeal's own; is the URL right, or a proxy in between?";
    return new ServiceException(
        code, "%d %s: %s".formatted(answer.status(), code, detail), answer.status(), facts);
  }

  private static Map<String, @Nullable Object> problem(Answer answer) {
    try {
      return Collections.unmodifiableMap(
          new LinkedHashMap<>(Json.members(Json.read(answer.text()))));
    } catch (IllegalArgumentException notJson) {
      // A proxy's page: it is told apart by its code.
      return Map.of();
    }
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return code().equals(FOREIGN)
        ? switch (status) {
          case 408, 425, 429, 500, 502, 503, 504 -> true;
          default -> false;
        }
        : Boolean.TRUE.equals(facts.get("retryable"));
  }

  /** Whether a call that stores nothing twice may be sent again. */
  boolean repeatable() {
    return retryable() || code().equals("outcome-unknown") || code().equals("ticket-busy");
  }

  @Override
  public Optional<NextCall> next() {
    Map<String, @Nullable Object> next = Json.members(facts.get("next"));
    return next.get("method") instanceof String method && next.get("path") instanceof String path
        ? Optional.of(new NextCall(method, path, Json.members(next.get("body"))))
        : Optional.empty();
  }

  @Override
  public Optional<String> requestId() {
    return facts.get("request_id") instanceof String id ? Optional.of(id) : Optional.empty();
  }

  /** All members of the problem, as maps, lists, strings, numbers, booleans and null. */
  public Map<String, @Nullable Object> facts() {
    return facts;
  }

  /** The scope that the key would have to have, if that is why. */
  public Optional<String> neededScope() {
    return facts.get("needed_scope") instanceof String scope
        ? Optional.of(scope)
        : Optional.empty();
  }

  /** A fact that is a whole number. */
  Optional<Long> number(String name) {
    return facts.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }
}
