package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads {@code bytes 0-9/100}. */
final class ContentRange {

  private ContentRange() {}

  /**
   * How long the whole object is. A store that says nothing of ranges gave all of it.
   *
   * @throws StorageFailure.Unavailable if it did so and was asked for something else
   */
  static long total(GetObjectResponse answer, ByteRange asked) {
    String range = answer.contentRange();
    if (range != null) {
      return Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    }
    if (!asked.start().isZero()) {
      throw new StorageFailure.Unavailable("the store gave the whole object for " + asked);
    }
    return answer.contentLength();
  }
}
