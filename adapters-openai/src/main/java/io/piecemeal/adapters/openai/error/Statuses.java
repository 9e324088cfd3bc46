package io.piecemeal.adapters.openai.error;

import io.micronaut.http.HttpStatus;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What both dialects say alike of a problem: its status, and whether to send the request again. */
final class Statuses {

  /** Members of a problem that have a place of their own, or name calls of another dialect. */
  private static final Set<String> KNOWN =
      Set.of("type", "title", "status", "detail", "message", "code", "retryable", "field", "next");

  private Statuses() {}

  /**
   * The status. Never 409: these clients send the request again then, and a conflict of ours does
   * not pass by itself.
   */
  static HttpStatus of(Problem problem) {
    HttpStatus status = problem.kind().status();
    return switch (status) {
      case CONFLICT, UNPROCESSABLE_ENTITY -> HttpStatus.BAD_REQUEST;
      case GONE -> HttpStatus.NOT_FOUND;
      default -> status;
    };
  }

  /**
   * What overrules a client's own opinion on sending the request again. Where nobody knows what
   * became of a request, only one that makes a file would make a second one.
   */
  static Map<String, String> retry(Problem problem, ErrorForm.Call call) {
    boolean makesFile = call.method().equals("POST") && call.path().endsWith("/files");
    boolean again =
        problem.kind() == ProblemKind.OUTCOME_UNKNOWN
            ? !makesFile
            : problem.kind().retry() == Code.Retry.MAY_SUCCEED;
    return Map.of("x-should-retry", Boolean.toString(again));
  }

  static String message(Problem problem) {
    return String.valueOf(problem.members().get("detail"));
  }

  /** What a caller needs to go on: numbers and names. */
  static Map<String, Object> facts(Problem problem) {
    Map<String, Object> facts = new LinkedHashMap<>(problem.members());
    facts.keySet().removeAll(KNOWN);
    return facts;
  }
}
