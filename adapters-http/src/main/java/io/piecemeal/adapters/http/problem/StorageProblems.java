package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.StorageFailure;

/** Says failures of database and storage in the words of HTTP, without telling what is behind them. */
final class StorageProblems {

  private StorageProblems() {}

  static Problem of(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f ->
          Problem.of(ProblemKind.UNAVAILABLE, "Nothing was changed; send the same request again.");
      case StorageFailure.NoSpace f ->
          Problem.of(ProblemKind.INSUFFICIENT_STORAGE, "Nothing was changed; there is no room.");
      case StorageFailure.OutcomeUnknown f ->
          Problem.of(
              ProblemKind.OUTCOME_UNKNOWN,
              "Read the file's size before you send this again, or send it with 'offset'.");
      case StorageFailure.Damaged f ->
          Problem.of(ProblemKind.DAMAGED, "The operator of the service has to look at this file.");
    };
  }
}
