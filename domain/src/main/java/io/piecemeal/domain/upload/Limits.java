package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;

/**
 * How large things may get.
 *
 * @param chunk decoded bytes of one chunk
 * @param session bytes of a file that is sent in chunks
 * @param direct bytes of a file that is sent in one request
 * @param quotas what each owner may have
 */
public record Limits(ByteCount chunk, ByteCount session, ByteCount direct, Quotas quotas) {

  /** 5 MiB, which refuses no caller who read "5 MB" either way; 5 GiB; 200 MiB; no quota. */
  public static final Limits DEFAULT =
      new Limits(new ByteCount(5L << 20), new ByteCount(5L << 30), new ByteCount(200L << 20));

  /** Limits without a quota. */
  public Limits(ByteCount chunk, ByteCount session, ByteCount direct) {
    this(chunk, session, direct, Quota.NONE);
  }

  /** The same limits with these quotas. */
  public Limits with(Quotas others) {
    return new Limits(chunk, session, direct, others);
  }
}
