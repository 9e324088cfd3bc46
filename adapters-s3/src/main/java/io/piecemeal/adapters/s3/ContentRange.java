package io.piecemeal.adapters.s3;

import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads {@code bytes 0-9/100}. */
final class ContentRange {

  private ContentRange() {}

  /** How long the whole object is; a store that says nothing of ranges gave all of it. */
  static long total(GetObjectResponse answer) {
    String range = answer.contentRange();
    return range == null
        ? answer.contentLength()
        : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
  }
}
