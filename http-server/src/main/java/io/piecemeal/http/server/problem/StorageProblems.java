package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.StorageFailure;

/** Says failures of database and storage as problems, without telling what is behind them. */
final class StorageProblems {

  private StorageProblems() {}

  static Problem of(StorageFailure failure) {
    Explanation explanation = Explanation.of(failure);
    Problem problem = Problem.of(ProblemKind.of(explanation.code()), sentence(failure));
    explanation
        .retryAfter()
        .ifPresent(
            time -> problem.header(HttpHeaders.RETRY_AFTER, Long.toString(time.toSeconds())));
    return problem;
  }

  private static String sentence(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f -> "Nothing was changed; send the same request again.";
      case StorageFailure.NoSpace f -> "Nothing was changed; there is no room.";
      case StorageFailure.ReadOnly f ->
          "Nothing was changed; this node is read-only until it is restarted. Send the same"
              + " request again: another node may take it.";
      case StorageFailure.OutcomeUnknown f ->
          "It may have happened. A completion, a deletion, a chunk with 'offset' and an opening with"
              + " 'Idempotency-Key' may be sent again as they are; before you send another chunk,"
              + " read the file's size, and before another opening, list your files.";
      case StorageFailure.Damaged f -> "The operator of the service has to look at this file.";
    };
  }
}
