package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Header fields that have one value; two would mean one thing here and another there. */
final class SingleFields {

  private static final List<String> NAMES =
      List.of("Authorization", "Content-Type", "Idempotency-Key", "Range", "If-Range", "Expect");

  private static final Set<HttpMethod> CHANGING =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

  private SingleFields() {}

  static Optional<Problem> unambiguous(HttpRequest request) {
    return NAMES.stream()
        .filter(name -> request.headers().getAll(name).size() > 1)
        .findFirst()
        .map(name -> Problem.of(ProblemKind.BAD_REQUEST, "Send '%s' once.".formatted(name)));
  }

  /**
   * A change is never made on a condition: to leave the condition out would make it all the same
   * (RFC 9110 section 13.1.1). That the file is there is what every change asks for.
   */
  static Optional<Problem> unconditional(HttpRequest request) {
    boolean conditional =
        CHANGING.contains(request.method())
            && (!request.headers().get(HttpHeaderNames.IF_MATCH, "*").strip().equals("*")
                || request.headers().contains(HttpHeaderNames.IF_NONE_MATCH)
                || request.headers().contains(HttpHeaderNames.IF_UNMODIFIED_SINCE));
    return RequestCheck.badIf(
        conditional,
        "'If-Match', 'If-None-Match' and 'If-Unmodified-Since' are for reading a file's content;"
            + " nothing was changed. Send 'offset', 'if_size' or 'size' in the body, or no condition.");
  }

  /**
   * Who sends a range believes that the bytes go there (RFC 9110 section 14.5).
   *
   * @param placed prefix of the paths where it counts
   */
  static Optional<Problem> unplaced(HttpRequest request, String placed) {
    return RequestCheck.badIf(
        !request.uri().startsWith(placed)
            && CHANGING.contains(request.method())
            && request.headers().contains(HttpHeaderNames.CONTENT_RANGE),
        "'Content-Range' counts at the URL of a ticket only; nothing was changed. Send 'offset' in"
            + " the body, or no range.");
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
