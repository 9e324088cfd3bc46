package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/**
 * Where a request begins and ends, on which everybody on its way has to agree (RFC 9112 section 6).
 */
final class Framing {

  private Framing() {}

  static Optional<Problem> decoded(HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException e ->
              Problem.of(ProblemKind.URI_TOO_LONG, "Send a shorter request target.");
          case TooLongHttpHeaderException e ->
              Problem.of(ProblemKind.HEADERS_TOO_LARGE, "Send fewer or shorter headers.");
          default ->
              Problem.of(
                  ProblemKind.BAD_REQUEST,
                  "The request line, a header or the length of the body is malformed. A key that was read from"
                      + " a file may have the end of its line, CR or LF, behind it.");
        });
  }

  /** Anything beside a single "chunked" would have to be decoded, or hides it from a proxy. */
  static Optional<Problem> transferCoding(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean plain =
        codings.isEmpty()
            || (codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()));
    return RequestCheck.badIf(!plain, "The only transfer coding is 'chunked'.");
  }
}
