package io.piecemeal.adapters.openai.error;

import io.micronaut.http.HttpStatus;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors as Anthropic's API says them. */
@Singleton
public final class AnthropicErrors implements ErrorForm {

  @Override
  public boolean speaks(String path) {
    return path.startsWith("/anthropic/");
  }

  @Override
  public Said say(Problem problem, Call call) {
    HttpStatus status = status(problem);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("error_code", code(problem.kind()));
    if (problem.members().containsKey("field")) {
      details.put("param", problem.members().get("field"));
    }
    details.putAll(Statuses.facts(problem));
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", type(status));
    error.put("message", Statuses.message(problem));
    error.put("details", details);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "error");
    body.put("error", error);
    body.put("request_id", call.requestId());
    Map<String, String> headers = new LinkedHashMap<>(Statuses.retry(problem, call));
    headers.put("request-id", call.requestId());
    return new Said(status, body, headers);
  }

  /** A quota that is used up is no question of permission there. */
  private static HttpStatus status(Problem problem) {
    return problem.kind() == ProblemKind.QUOTA_EXCEEDED
        ? HttpStatus.BAD_REQUEST
        : Statuses.of(problem);
  }

  /** Anthropic's own words where it has some. */
  private static String code(ProblemKind kind) {
    return switch (kind) {
      case GONE -> "file_expired";
      case QUOTA_EXCEEDED -> "storage_quota_exceeded";
      default -> kind.code();
    };
  }

  private static String type(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case REQUEST_ENTITY_TOO_LARGE -> "request_too_large";
      case TOO_MANY_REQUESTS -> "rate_limit_error";
      case SERVICE_UNAVAILABLE -> "overloaded_error";
      default -> status.getCode() < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
