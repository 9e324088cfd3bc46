package io.piecemeal.domain.storage;

import java.util.UUID;

/**
 * The name of one immutable object that holds the bytes of one chunk. A key is used once and never
 * again, whatever became of its object; that is what makes a late writer harmless.
 */
public record ObjectKey(UUID value) {

  /** 32 lower-case hex digits: fit for a file name and an S3 key alike. */
  public String hex() {
    return value.toString().replace("-", "");
  }

  @Override
  public String toString() {
    return hex();
  }
}
