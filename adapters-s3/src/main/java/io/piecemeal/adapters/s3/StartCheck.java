package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/**
 * Tries at a start what the service will need: the bucket, each right, and a clock that agrees. A
 * mistake in a setting is told then, and not by the first request. A store that starts later than
 * the service, or has too much to do, gets the time it needs; one that refuses will not change its
 * mind, and is not tried again.
 */
record StartCheck(Bucket bucket, InstantSource clock) {

  private static final Logger LOG = System.getLogger(StartCheck.class.getName());

  /** Stores refuse what is signed by a clock that is 15 minutes off. */
  private static final Duration MOST_APART = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration REMINDER = Duration.ofSeconds(30);

  /**
   * Says in the log, at once and every 30 seconds, what it waits for.
   *
   * @param patience how long a store is tried that cannot be reached or says that it cannot serve;
   *     with zero it is tried once
   * @throws StorageFailure.Unavailable if something is missing, or the thread is interrupted; the
   *     message says what
   */
  void await(Duration patience) {
    long start = System.nanoTime();
    long reminded = start - REMINDER.toNanos();
    while (true) {
      try {
        run();
        return;
      } catch (StorageFailure.Unavailable e) {
        long now = System.nanoTime();
        boolean isLate = now - start >= patience.toNanos();
        if (isLate || !S3Failures.mayPass(e) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (now - reminded >= REMINDER.toNanos()) {
          reminded = now;
          LOG.log(
              Level.WARNING,
              "waiting up to {0} s for {1}: {2}",
              patience.toSeconds(),
              bucket.location(),
              e.getMessage());
        }
      }
      // A store announces to nobody that it can be reached.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void run() {
    requireClock(requireBucket());
    String name = "probe/" + UUID.randomUUID();
    Deadline deadline = bucket.deadline();
    Content content = Content.of(new byte[1]);
    Map<String, String> metadata = new Label.Alone(new Shard(0)).metadata();
    step("put an object", () -> bucket.put(name, content, metadata, deadline));
    requireMetadata(name, metadata, deadline);
    step("get an object", () -> bucket.read(name, deadline));
    step("list objects", () -> bucket.names(name, deadline));
    step("delete an object", () -> bucket.delete(List.of(name), deadline));
    step("delete objects", () -> bucket.delete(List.of(name, name + "-"), deadline));
    warnOfParts();
  }

  private void requireMetadata(String name, Map<String, String> metadata, Deadline deadline) {
    if (bucket.look(name, deadline).filter(seen -> seen.metadata().equals(metadata)).isEmpty()) {
      throw new StorageFailure.Unavailable(
          "the store does not keep metadata: is there one at PIECEMEAL_S3_ENDPOINT that speaks S3?");
    }
  }

  private HeadBucketResponse requireBucket() {
    try {
      return bucket.noting(
          () ->
              bucket
                  .clients()
                  .again()
                  .headBucket(
                      head ->
                          head.bucket(bucket.location().bucket())
                              .overrideConfiguration(Bucket.until(bucket.deadline()))));
    } catch (SdkException e) {
      if (S3Failures.isNotFound(e)) {
        throw new StorageFailure.Unavailable("there is no such bucket", e);
      }
      StorageFailure failure = S3Failures.translated("the bucket cannot be looked at", e);
      throw new StorageFailure.Unavailable(failure.getMessage() + S3Failures.advice(e), e);
    }
  }

  private void requireClock(HeadBucketResponse answer) {
    Instant here = clock.instant();
    Instant there = StoreTime.of(answer);
    if (Duration.between(here, there).abs().compareTo(MOST_APART) > 0) {
      throw new StorageFailure.Unavailable(
          "the store's clock says %s and this machine's %s".formatted(there, here));
    }
  }

  private static void step(String what, Runnable request) {
    try {
      request.run();
    } catch (StorageFailure e) {
      String advice = e.getCause() instanceof SdkException sdk ? S3Failures.advice(sdk) : "";
      throw new StorageFailure.Unavailable(
          "cannot %s: %s%s".formatted(what, e.getMessage(), advice), e);
    }
  }

  /** A process that ends while it sends parts leaves them, and they are billed. */
  private void warnOfParts() {
    if (!hasRuleForParts()) {
      LOG.log(
          Level.WARNING,
          "no lifecycle rule of bucket {0} is known that aborts incomplete multipart uploads:"
              + " parts that a crash leaves stay",
          bucket.location().bucket());
    }
  }

  private boolean hasRuleForParts() {
    try {
      return bucket
          .clients()
          .again()
          .getBucketLifecycleConfiguration(
              get ->
                  get.bucket(bucket.location().bucket())
                      .overrideConfiguration(Bucket.until(bucket.deadline())))
          .rules()
          .stream()
          .anyMatch(rule -> rule.abortIncompleteMultipartUpload() != null);
    } catch (SdkException e) {
      LOG.log(Level.DEBUG, "the rules of the bucket cannot be looked at", e);
      return false;
    }
  }
}
