package io.piecemeal.http.server.problem;

import io.piecemeal.domain.storage.ByteCount;

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
  static Problem absent() {
    return Problem.of(ProblemKind.INVALID_JSON, "Send one JSON object in UTF-8; there is no body.");
  }

  /** It ended before it was complete, or nobody knows where it ends. */
  static Problem broken() {
    return Problem.of(
        ProblemKind.BAD_REQUEST, "The body broke off or is malformed; nothing was changed.");
  }
}
