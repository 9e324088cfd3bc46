package io.piecemeal.application.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Quotas;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what owners have sent of files that are not committed yet: on the disk, and unknown to the
 * ledger. An owner with a quota may have as much of that as the quota at a time, on this node.
 * Keeps nothing of an owner who has none.
 */
final class UnfinishedBytes {

  private final Quotas quotas;
  private final Map<Owner, Long> counts = new ConcurrentHashMap<>();

  UnfinishedBytes(Quotas quotas) {
    this.quotas = quotas;
  }

  /** What one file has so far. */
  final class OfFile implements AutoCloseable {

    private final Owner owner;
    private long bytes;

    private OfFile(Owner owner) {
      this.owner = owner;
    }

    /**
     * Adds to it.
     *
     * @throws UploadRejected with {@code QuotaExceeded}
     */
    void add(ByteCount more) {
      bytes += more.value();
      long all = counts.merge(owner, more.value(), Long::sum);
      long limit = quotas.of(owner).bytes().map(ByteCount::value).orElse(Long.MAX_VALUE);
      if (all > limit) {
        throw new UploadRejected(
            new Refusal.QuotaExceeded(Quota.Resource.BYTES, limit, all - more.value()));
      }
    }

    /** Committed or given up. */
    @Override
    public void close() {
      counts.computeIfPresent(owner, (_, all) -> all == bytes ? null : Long.valueOf(all - bytes));
    }
  }

  OfFile begin(Owner owner) {
    return new OfFile(owner);
  }
}
