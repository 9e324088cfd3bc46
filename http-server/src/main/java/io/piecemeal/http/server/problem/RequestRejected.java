package io.piecemeal.http.server.problem;

/** A request that was refused for its form, before any rule was asked. Carries no stack trace. */
public class RequestRejected extends RuntimeException {

  private final transient Problem problem;

  public RequestRejected(Problem problem) {
    super(problem.kind().code(), null, false, false);
    this.problem = problem;
  }

  /** Refuses the value of a field of a body or of a query. */
  public static RequestRejected invalidField(String field, String reason) {
    return new RequestRejected(
        Problem.of(ProblemKind.INVALID_FIELD, "'%s' is refused: %s.".formatted(field, reason))
            .with("field", field));
  }

  public Problem problem() {
    return problem;
  }
}
