package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the reading of a request, or the storage below a use case, threw. */
public final class FailureProblems {

  private static final Logger LOG = LoggerFactory.getLogger(FailureProblems.class);

  /** What to send; many clients look for OAuth after a 401. */
  public static final String NO_OAUTH =
      "There is no OAuth here: send 'Authorization: Bearer <api key>'.";

  private static final String CHALLENGE =
      "Bearer realm=\"piecemeal\", error=\"invalid_token\", error_description=\"%s\""
          .formatted(NO_OAUTH);

  private static final Pattern BEARER = Pattern.compile("Bearer +\\S.*", Pattern.CASE_INSENSITIVE);

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

  /**
   * The request carries no key, or none that is valid.
   *
   * @param authorization the header that a key is expected in, as it was sent
   */
  public static Problem unauthenticated(Optional<String> authorization) {
    String fault = authorization.map(FailureProblems::fault).orElse("");
    return Problem.of(ProblemKind.UNAUTHENTICATED, fault + NO_OAUTH)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
  }

  private static String fault(String authorization) {
    return BEARER.matcher(authorization).matches()
        ? "This API key is not valid here: it was mistyped or revoked, or is another service's. "
        : "'Authorization' does not begin with Bearer and a key. ";
  }

  /** A fault of ours, which was logged. */
  static Problem internal() {
    return Problem.of(ProblemKind.INTERNAL_ERROR, "The failure was logged with this request's id.");
  }
}
