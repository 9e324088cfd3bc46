package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Finds out whether a store keeps what it is given. Three requests, which cost money, so that one
 * success stands for some seconds; a failure does not.
 */
final class S3Probe {

  private static final Duration MEMORY = Duration.ofSeconds(10);
  private static final byte[] BYTES = "piecemeal".getBytes(StandardCharsets.US_ASCII);

  /** One for this process, so that a crash leaves at most one. */
  private final String name = "probe/" + UUID.randomUUID();

  private final Bucket bucket;
  private final LongSupplier nanos;
  private boolean worked;
  private long at;

  S3Probe(Bucket bucket, LongSupplier nanos) {
    this.bucket = bucket;
    this.nanos = nanos;
  }

  /**
   * @throws StorageFailure if it does not
   */
  boolean run() {
    // Before the wait for another probe, which ends within the same time.
    Deadline deadline = bucket.deadline();
    synchronized (this) {
      if (!worked || nanos.getAsLong() - at >= MEMORY.toNanos()) {
        worked = false;
        run(deadline);
        worked = true;
        at = nanos.getAsLong();
      }
      return worked;
    }
  }

  private void run(Deadline deadline) {
    bucket.put(name, Content.of(BYTES), deadline);
    if (!Arrays.equals(bucket.read(name, deadline), BYTES)) {
      throw new StorageFailure.Damaged("%s reads back otherwise than it was put".formatted(name));
    }
    bucket.delete(List.of(name), deadline);
  }
}
