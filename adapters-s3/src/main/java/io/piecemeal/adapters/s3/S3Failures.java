package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What failures of the SDK mean. */
final class S3Failures {

  private static final int LONGEST = 300;

  /** The SDK's words, before it names all places that it looked at. */
  private static final String NO_CREDENTIALS = "Unable to load credentials";

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int INSUFFICIENT_STORAGE = 507;

  /** What stores call it that have limits: Ceph, and others. */
  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "InsufficientStorage");

  private static final Set<String> NO_BUCKET = Set.of("NoSuchBucket");
  private static final Set<String> SKEWED = Set.of("RequestTimeTooSkewed", "RequestExpired");

  private S3Failures() {}

  /**
   * No failure leaves an object that a caller knows: the key of what may be there was not given
   * out.
   */
  static StorageFailure translated(String what, SdkException failure) {
    if (isFull(failure)) {
      return new StorageFailure.NoSpace(what + ": the store has no room", failure);
    }
    if (SKEWED.contains(code(failure))) {
      return new StorageFailure.Unavailable(
          what + ": the clocks of store and node differ by too much", failure);
    }
    return new StorageFailure.Unavailable("%s: %s".formatted(what, reason(failure)), failure);
  }

  private static String reason(SdkException failure) {
    return failure instanceof AwsServiceException answer
        ? "%d %s".formatted(answer.statusCode(), code(failure)).strip()
        : shortened(String.valueOf(failure.getMessage()));
  }

  /** One without credentials names all places in which there are none. */
  private static String shortened(String message) {
    if (message.startsWith(NO_CREDENTIALS)) {
      return NO_CREDENTIALS;
    }
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }

  /** Whether the store has no object of that name, and not merely no bucket. */
  static boolean isAbsent(SdkException failure) {
    return isNotFound(failure) && !NO_BUCKET.contains(code(failure));
  }

  /** Whether the store has no object of that name, or no such bucket. */
  static boolean isNotFound(SdkException failure) {
    return status(failure) == NOT_FOUND;
  }

  /** Whether the store does not know the request. */
  static boolean isUnknownRequest(SdkException failure) {
    int status = status(failure);
    return status == NOT_IMPLEMENTED || status == METHOD_NOT_ALLOWED;
  }

  /** Whether an object ends before the range that was asked for. */
  static boolean isOutOfRange(SdkException failure) {
    return status(failure) == RANGE_NOT_SATISFIABLE;
  }

  static boolean isFull(SdkException failure) {
    return status(failure) == INSUFFICIENT_STORAGE || FULL.contains(code(failure));
  }

  /** What an operator can do about a store that cannot be used; empty if nothing is known. */
  static String advice(SdkException failure) {
    return switch (status(failure)) {
      case 400, 301, 307 ->
          "; is PIECEMEAL_S3_REGION the region of the bucket, and are the credentials its own?";
      case 401, 403 ->
          "; the store refused the credentials, or these lack a right: see AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or the profile or role; they need s3:ListBucket on the"
              + " bucket, and s3:GetObject, s3:PutObject, s3:DeleteObject and"
              + " s3:AbortMultipartUpload on the prefix";
      case 0 ->
          String.valueOf(failure.getMessage()).startsWith(NO_CREDENTIALS)
              ? "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give a profile or a role"
              : "";
      default -> "";
    };
  }

  /** Whether the store said nothing. */
  static boolean isSilence(SdkException failure) {
    return failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException
        || failure.getCause() instanceof SocketTimeoutException;
  }

  /** Whether the store could not be reached or could not serve, and may later. */
  static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException answer) {
        return answer.statusCode() >= 500 || answer.isThrottlingException();
      }
      if (cause instanceof IOException
          || cause instanceof ApiCallTimeoutException
          || cause instanceof ApiCallAttemptTimeoutException) {
        return true;
      }
    }
    return false;
  }

  static boolean isAnswer(SdkException failure) {
    return failure instanceof AwsServiceException;
  }

  private static int status(SdkException failure) {
    return failure instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  private static String code(SdkException failure) {
    return failure instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }
}
