package io.piecemeal.http.server.problem;

import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;

/** What can be wrong with a body as a whole. */
public final class BodyProblems {

  private BodyProblems() {}

  /** It has more than {@code cap} bytes. */
  public static Problem tooLarge(ByteCount cap) {
    return Problem.of(
            ProblemKind.BODY_TOO_LARGE,
            "The body of this request has at most %s bytes.".formatted(cap))
        .with("max_body_bytes", cap.value())
        .next(NextCall.limits());
  }

  /** It is not there. */
  public static Problem absent() {
    return Problem.of(ProblemKind.INVALID_JSON, "Send one JSON object in UTF-8; there is no body.");
  }

  /** It could not be read: it was longer than {@code cap} bytes, or its sender broke off. */
  public static Problem unreadable(IOException failure, ByteCount cap) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContentLengthExceededException) {
        return tooLarge(cap);
      }
    }
    return FailureProblems.of(failure);
  }

  /** It ended before it was complete, or nobody knows where it ends. */
  static Problem broken() {
    return Problem.of(
        ProblemKind.BAD_REQUEST, "The body broke off or is malformed; nothing was changed.");
  }
}
