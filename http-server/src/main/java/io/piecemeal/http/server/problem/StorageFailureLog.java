package io.piecemeal.http.server.problem;

import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of failures of database, storage and issuer of tokens: a line for each kind in a
 * while. A database that is away fails every request and every job, all for the same reason; the
 * stack is logged for debugging.
 */
public final class StorageFailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(StorageFailureLog.class);
  private static final Duration ONE_LINE_IN = Duration.ofSeconds(10);
  private static final int KINDS = 50;
  private static final RareLines LINES = new RareLines(ONE_LINE_IN, KINDS);

  private StorageFailureLog() {}

  /** Logs a failure of a request, or counts it for the next line of its kind. */
  public static void add(StorageFailure failure) {
    add(what(failure), failure);
  }

  /**
   * The same for work that nobody asked for.
   *
   * @param what was not done, and when it will be; a constant
   */
  public static void add(String what, StorageFailure failure) {
    LOG.debug(what, failure);
    OptionalLong leftOut = LINES.admit(List.of(what, Reasons.kind(failure)), System.nanoTime());
    if (leftOut.isPresent()) {
      LOG.warn(
          "{}: {}; {} more of this kind since the last such line",
          what,
          Reasons.of(failure),
          leftOut.getAsLong());
    }
  }

  /** An operator who reads of storage looks at the database. */
  private static String what(StorageFailure failure) {
    return failure instanceof StorageFailure.IssuerAway
        ? "the issuer of tokens cannot be asked"
        : "storage failed";
  }
}
