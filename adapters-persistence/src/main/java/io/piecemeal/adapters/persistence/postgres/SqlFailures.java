package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.storage.StorageFailure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failure of the database means for a change. All rests on this: an error that the
 * server reports has rolled the transaction back; where the connection was lost, the transaction
 * may have been committed before or may still be committed after.
 */
final class SqlFailures {

  /** A file id or an object key was used before; the same request gets new ones. */
  private static final String UNIQUE_VIOLATION = "23505";

  /** Serialization failure and deadlock: rolled back to let another go first. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /**
   * The server ends the connection (shutdown, crash, database dropped, idle too long), or says
   * itself that it does not know.
   */
  private static final Set<String> CUT_OFF =
      Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "40003");

  /** Data, constraint and syntax errors, unsupported features: the program is wrong. */
  private static final Set<String> FAULTS_OF_OURS = Set.of("0A", "22", "23", "42");

  /** The server is a standby by now, or was made read-only. */
  private static final String READ_ONLY = "25006";

  private SqlFailures() {}

  /** What a failure means for the work that it ended. */
  @FunctionalInterface
  interface Meaning {
    RuntimeException of(String what, SQLException failure);
  }

  static boolean isConflict(SQLException failure) {
    return CONFLICTS.contains(state(failure));
  }

  /** Whether a change failed since a name that it brought was used before. */
  static boolean isForUsedKey(StorageFailure failure) {
    return failure.getCause() instanceof SQLException sql && state(sql).equals(UNIQUE_VIOLATION);
  }

  /** No connection could be had. */
  static StorageFailure beforeSending(String what, SQLException failure) {
    return new StorageFailure.Unavailable(message(what, failure), failure);
  }

  static RuntimeException ofQuestion(String what, SQLException failure) {
    return isFaultOfOurs(failure) ? fault(what, failure) : beforeSending(what, failure);
  }

  /**
   * On a connection that was had. Even one that says that it "does not exist" (08003) tells nothing
   * of what was sent before it was closed.
   */
  static RuntimeException ofChange(String what, SQLException failure) {
    if (isLoss(failure)) {
      return new StorageFailure.OutcomeUnknown(message(what, failure), failure);
    }
    return ofQuestion(what, failure);
  }

  /** The exceptions of Micronaut Data have no type in common but wrap what the driver threw. */
  static Optional<SQLException> in(Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  /** Whether the connection is gone. */
  static boolean isLoss(SQLException failure) {
    String state = state(failure);
    return state.isEmpty() || state.startsWith("08") || CUT_OFF.contains(state);
  }

  /** Whether the connection leads to a server that takes no changes, such as a former primary. */
  static boolean isOfReadOnlyServer(SQLException failure) {
    return state(failure).equals(READ_ONLY);
  }

  private static boolean isFaultOfOurs(SQLException failure) {
    String state = state(failure);
    return state.length() == 5
        && !state.equals(UNIQUE_VIOLATION)
        && FAULTS_OF_OURS.contains(state.substring(0, 2));
  }

  private static IllegalStateException fault(String what, SQLException failure) {
    return new IllegalStateException(message(what, failure), failure);
  }

  private static String message(String what, SQLException failure) {
    return "%s: SQL state %s".formatted(what, state(failure));
  }

  /** Empty where the driver gives none. */
  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }
}
