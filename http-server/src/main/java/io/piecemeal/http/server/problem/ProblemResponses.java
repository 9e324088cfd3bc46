package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.http.server.trace.RequestIds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns problems into responses. */
public final class ProblemResponses {

  private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

  private static final String PROBLEM = "piecemeal.problem";

  private ProblemResponses() {}

  /** What a response says; empty if it is none of these. */
  static Optional<Problem> problem(HttpResponse<?> response) {
    return response.getAttribute(PROBLEM, Problem.class);
  }

  /** The response that says {@code problem} to the one who sent {@code request}. */
  public static MutableHttpResponse<Map<String, Object>> of(
      HttpRequest<?> request, Problem problem) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    String requestId = RequestIds.of(request);
    members.put("request_id", requestId);
    MutableHttpResponse<Map<String, Object>> response =
        HttpResponse.<Map<String, Object>>status(problem.kind().status())
            .body(members)
            .contentType(PROBLEM_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            // Also where a request is refused before any filter sees it.
            .header(RequestIds.HEADER, requestId)
            .header("X-Content-Type-Options", "nosniff");
    problem.headers().forEach(response::header);
    response.setAttribute(PROBLEM, problem);
    return response;
  }
}
