package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/** Header fields that have one value; two would mean one thing here and another there. */
final class SingleFields {

  private static final List<String> NAMES =
      List.of("Authorization", "Content-Type", "Idempotency-Key", "Range", "If-Range", "Expect");

  private SingleFields() {}

  static Optional<Problem> unambiguous(HttpRequest request) {
    return NAMES.stream()
        .filter(name -> request.headers().getAll(name).size() > 1)
        .findFirst()
        .map(name -> Problem.of(ProblemKind.BAD_REQUEST, "Send '%s' once.".formatted(name)));
  }

  /** RFC 9110 section 10.1.1. */
  static Optional<Problem> expectation(HttpRequest request) {
    String expected = request.headers().get(HttpHeaderNames.EXPECT);
    return expected == null || HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemKind.EXPECTATION_FAILED, "Expect '100-continue' or nothing."));
  }
}
