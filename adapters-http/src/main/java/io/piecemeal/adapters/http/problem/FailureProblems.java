package io.piecemeal.adapters.http.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a use case, or the reading of its request, threw. */
public final class FailureProblems {

  private static final Logger LOG = LoggerFactory.getLogger(FailureProblems.class);

  private FailureProblems() {}

  /** Logs what is the service's fault, and gives the problem that its caller is told. */
  public static Problem of(Throwable failure) {
    return switch (failure) {
      case UploadRejected e -> RefusalProblems.of(e.refusal());
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

  /** The request carries no key, or none that is valid. */
  public static Problem unauthenticated() {
    return Problem.of(ProblemKind.UNAUTHENTICATED, "Send 'Authorization: Bearer <api key>'.")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  /** A fault of ours, which was logged. */
  static Problem internal() {
    return Problem.of(ProblemKind.INTERNAL_ERROR, "The failure was logged with this request's id.");
  }
}
