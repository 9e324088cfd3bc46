package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StoreName;

/**
 * A pack.
 *
 * @param count of its records, from 2 to {@value #MOST}
 */
record PackName(StoreName name, int count) {

  static final int MOST = 64;

  PackName {
    if (count < 2 || count > MOST) {
      throw new IllegalArgumentException("no pack of %d records".formatted(count));
    }
  }

  /** The path in the bucket. */
  @Override
  public String toString() {
    return ObjectPath.of(name);
  }
}
