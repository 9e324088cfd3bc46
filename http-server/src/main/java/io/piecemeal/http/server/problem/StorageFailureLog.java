package io.piecemeal.http.server.problem;

import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of failures of database, storage and issuer of tokens: a line for each kind in a
 * while. A database that is away fails every request, all for the same reason; the stack is logged
 * for debugging.
 */
public final class StorageFailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(StorageFailureLog.class);
  private static final Duration ONE_LINE_IN = Duration.ofSeconds(10);
  private static final int KINDS = 50;
  private static final int DEEPEST_CAUSE = 20;
  private static final RareLines LINES = new RareLines(ONE_LINE_IN, KINDS);

  private StorageFailureLog() {}

  /** Logs a failure, or counts it for the next line of its kind. */
  public static void add(StorageFailure failure) {
    LOG.debug(what(failure), failure);
    List<Throwable> causes = causes(failure);
    OptionalLong leftOut =
        LINES.admit(causes.stream().map(Object::getClass).toList(), System.nanoTime());
    if (leftOut.isPresent()) {
      LOG.warn(
          "{}: {}; {} more of this kind since the last such line",
          what(failure),
          causes.stream().map(StorageFailureLog::say).collect(Collectors.joining(", because of ")),
          leftOut.getAsLong());
    }
  }

  /** An operator who reads of storage looks at the database. */
  private static String what(StorageFailure failure) {
    return failure instanceof StorageFailure.IssuerAway
        ? "the issuer of tokens cannot be asked"
        : "storage failed";
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .toList();
  }

  private static String say(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }
}
