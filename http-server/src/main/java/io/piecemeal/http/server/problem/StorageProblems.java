package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.storage.StorageFailure;

/**
 * Says failures of database and storage in the words of HTTP, without telling what is behind them.
 */
final class StorageProblems {

  /** Seconds: a database that restarts is back by then. */
  private static final String SOON = "1";

  /** Seconds: room is made by sweeping, once a minute. */
  private static final String LATER = "60";

  private StorageProblems() {}

  static Problem of(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f ->
          Problem.of(ProblemKind.UNAVAILABLE, "Nothing was changed; send the same request again.")
              .header(HttpHeaders.RETRY_AFTER, SOON);
      case StorageFailure.NoSpace f ->
          Problem.of(ProblemKind.INSUFFICIENT_STORAGE, "Nothing was changed; there is no room.")
              .header(HttpHeaders.RETRY_AFTER, LATER);
      case StorageFailure.ReadOnly f ->
          Problem.of(
                  ProblemKind.UNAVAILABLE,
                  "Nothing was changed; this node is read-only until it is restarted. Send the same"
                      + " request again: another node may take it.")
              .header(HttpHeaders.RETRY_AFTER, LATER);
      case StorageFailure.OutcomeUnknown f ->
          Problem.of(
                  ProblemKind.OUTCOME_UNKNOWN,
                  "Read the file's size before you send this again, or send it with 'offset'.")
              .header(HttpHeaders.RETRY_AFTER, SOON);
      case StorageFailure.Damaged f ->
          Problem.of(ProblemKind.DAMAGED, "The operator of the service has to look at this file.");
    };
  }
}
