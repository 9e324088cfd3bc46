package io.piecemeal.adapters.openai.error;

import io.micronaut.http.HttpStatus;
import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Errors as Google's APIs say them (google.rpc.Status, with an ErrorInfo). */
@Singleton
public final class GeminiErrors implements ErrorForm {

  @Override
  public boolean speaks(String path) {
    return path.startsWith("/gemini/");
  }

  @Override
  public Said say(Problem problem, Call call) {
    HttpStatus status = Statuses.of(problem);
    Map<String, Object> facts = new LinkedHashMap<>(Statuses.facts(problem));
    if (problem.members().containsKey("field")) {
      facts.put("field", problem.members().get("field"));
    }
    // Values of an ErrorInfo are texts.
    facts.replaceAll((_, value) -> String.valueOf(value));
    facts.put("request_id", call.requestId());
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    info.put("reason", problem.kind().name());
    info.put("domain", "piecemeal");
    info.put("metadata", facts);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", status.getCode());
    error.put("message", Statuses.message(problem));
    error.put("status", name(status));
    error.put("details", List.of(info));
    return new Said(status, Map.of("error", error), Map.of());
  }

  /** The name of google.rpc.Code that belongs to the status. */
  private static String name(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> "UNAUTHENTICATED";
      case FORBIDDEN -> "PERMISSION_DENIED";
      case NOT_FOUND -> "NOT_FOUND";
      case TOO_MANY_REQUESTS, INSUFFICIENT_STORAGE -> "RESOURCE_EXHAUSTED";
      case SERVICE_UNAVAILABLE -> "UNAVAILABLE";
      default -> status.getCode() < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }
}
