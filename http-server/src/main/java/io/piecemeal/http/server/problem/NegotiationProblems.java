package io.piecemeal.http.server.problem;

/** What can be wrong with the types of a body and of its answer. */
public final class NegotiationProblems {

  private NegotiationProblems() {}

  /** The caller takes no JSON. */
  public static Problem notAcceptable() {
    return Problem.of(ProblemKind.NOT_ACCEPTABLE, "Accept application/json, or send no 'Accept'.");
  }

  /** The body is no form, at the path that takes one. */
  static Problem formExpected() {
    return Problem.of(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
        "Send the file as a form, as in: curl -F 'file=@path' (multipart/form-data, with the file in"
            + " the part 'file').");
  }

  /**
   * The body is no JSON.
   *
   * @param forms the one path that takes forms
   */
  public static Problem unsupportedType(String forms) {
    return Problem.of(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
        "Send 'Content-Type: application/json' (for POST %s: multipart/form-data)."
            .formatted(forms));
  }
}
