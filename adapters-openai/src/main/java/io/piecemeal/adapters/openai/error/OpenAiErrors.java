package io.piecemeal.adapters.openai.error;

import io.micronaut.http.HttpStatus;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors as OpenAI's API says them; its clients show the message and hand on the object. */
@Singleton
public final class OpenAiErrors implements ErrorForm {

  @Override
  public boolean speaks(String path) {
    return path.startsWith("/openai/");
  }

  @Override
  public Said say(Problem problem, Call call) {
    HttpStatus status = Statuses.of(problem);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", Statuses.message(problem));
    error.put("type", type(status));
    error.put("param", problem.members().get("field"));
    error.put("code", problem.kind().code());
    error.putAll(Statuses.facts(problem));
    error.put("request_id", call.requestId());
    return new Said(status, Map.of("error", error), Statuses.retry(problem, call));
  }

  private static String type(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> "authentication_error";
      case TOO_MANY_REQUESTS -> "rate_limit_error";
      default -> status.getCode() < 500 ? "invalid_request_error" : "server_error";
    };
  }
}
