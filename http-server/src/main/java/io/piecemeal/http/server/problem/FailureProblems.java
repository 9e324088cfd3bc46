package io.piecemeal.http.server.problem;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the reading of a request, or the storage below a use case, threw. */
public final class FailureProblems {

  private static final Logger LOG = LoggerFactory.getLogger(FailureProblems.class);

  private FailureProblems() {}

  /** Logs what is the service's fault, and gives the problem that its caller is told. */
  public static Problem of(Throwable failure) {
    return switch (failure) {
      case RequestRejected e -> e.problem();
      case StorageFailure e -> {
        StorageFailureLog.add(e);
        yield StorageProblems.of(e);
      }
      // The sender broke off, and reads no answer.
      case IOException e -> {
        LOG.debug("a body could not be read", e);
        yield BodyProblems.broken();
      }
      default -> {
        LOG.error("a request failed unexpectedly", failure);
        yield internal();
      }
    };
  }

  /** A fault of ours, which was logged. */
  static Problem internal() {
    return Problem.of(ProblemKind.INTERNAL_ERROR, "The failure was logged with this request's id.");
  }
}
