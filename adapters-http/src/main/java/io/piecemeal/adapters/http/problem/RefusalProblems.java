package io.piecemeal.adapters.http.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.adapters.http.spelling.FileTicketView;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.refusal.Fact;
import io.piecemeal.domain.refusal.NextStep;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.problem.NextCall;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.Optional;

/** Says the refusals of the rules as problems: their facts and next steps as members. */
public final class RefusalProblems {

  private RefusalProblems() {}

  /** The problem that a use case, or the reading of its request, ended with. */
  public static Problem of(Throwable failure) {
    return failure instanceof UploadRejected rejected
        ? of(rejected.refusal())
        : FailureProblems.of(failure);
  }

  /** What a refusal is to a caller with a key. */
  public static Problem of(Refusal refusal) {
    Explanation explanation = Explanation.of(refusal);
    Problem problem = Problem.of(ProblemKind.of(explanation.code()), RefusalSentences.of(refusal));
    explanation.facts().forEach(fact -> add(problem, fact, explanation.code()));
    next(explanation.next()).ifPresent(problem::next);
    explanation
        .retryAfter()
        .map(time -> time.toSeconds())
        .ifPresent(seconds -> problem.header(HttpHeaders.RETRY_AFTER, seconds.toString()));
    if (explanation.code() == Code.RATE_LIMITED) {
      explanation
          .retryAfter()
          .ifPresent(time -> problem.with("retry_after_seconds", time.toSeconds()));
    }
    return problem;
  }

  private static void add(Problem problem, Fact fact, Code code) {
    switch (fact.name()) {
      case END -> {
        problem.with("current_size", fact.value());
        if (code == Code.OFFSET_MISMATCH) {
          problem.with("expected_offset", fact.value());
        }
      }
      case SIZE -> problem.with("current_size", fact.value());
      case LAST_SIZE -> problem.with("last_size", fact.value());
      case BYTES_DIFFER -> problem.with("bytes_differ", fact.value());
      case FIELD -> problem.with("field", InputNames.of((Input) fact.value()));
      case ARGUMENT -> {
        // The sentence names it.
      }
      case MAX_CHUNK_BYTES -> problem.with("max_chunk_bytes", fact.value());
      case MAX_FILE_BYTES -> problem.with("max_file_bytes", fact.value());
      case EXPECTED_SHA256 -> problem.with("expected_sha256", fact.value());
      case ACTUAL_SHA256 -> problem.with("actual_sha256", fact.value());
      case EXPECTED_SIZE -> problem.with("expected_size", fact.value());
      case NEAREST_BOUNDARY -> problem.with("nearest_boundary", fact.value());
      case TICKET -> problem.with("ticket", FileTicketView.of((Ticket) fact.value()).members());
      case RESOURCE -> problem.with("resource", fact.value());
      case LEAST_CHARGE_BYTES -> problem.with("least_charge_bytes", fact.value());
      case NEEDED_SCOPE -> problem.with("needed_scope", fact.value());
      case LIMIT, SHARED_LIMIT -> problem.with("limit", fact.value());
      case USED -> problem.with("used", fact.value());
      case FINDING -> problem.with("finding", fact.value());
      case OWNER_SHARE -> problem.with("owner_share", fact.value());
    }
  }

  /** The call that a step is; empty where the sentence has to do. */
  private static Optional<NextCall> next(NextStep step) {
    return switch (step) {
      case NextStep.Begin _, NextStep.BeginOrFind _ -> Optional.of(Calls.open());
      case NextStep.FindFiles _ -> Optional.of(Calls.list());
      case NextStep.Look s -> Optional.of(Calls.find(s.file()));
      case NextStep.Read s -> Optional.of(Calls.find(s.file()));
      case NextStep.AwaitHolder s -> Optional.of(Calls.find(s.file()));
      case NextStep.ImportAgain s -> Optional.of(Calls.importAgain(s.file()));
      case NextStep.GoOn s -> Optional.of(Calls.append(s.file(), s.size()));
      case NextStep.StartOver s -> Optional.of(Calls.rewind(s.file(), ByteCount.ZERO, s.size()));
      case NextStep.CutBack s -> Optional.of(Calls.chunks(s.file()));
      case NextStep.CutAtBoundary s -> Optional.of(Calls.chunks(s.file()));
      case NextStep.SendSmallerChunks _, NextStep.StayBelowLimit _ ->
          Optional.of(NextCall.limits());
      case NextStep.LookAtWhatWasMeant _,
          NextStep.Compare _,
          NextStep.SendAgain _,
          NextStep.Correct _,
          NextStep.IssueTicket _,
          NextStep.AsOwner _,
          NextStep.AskOperator _ ->
          Optional.empty();
    };
  }
}
