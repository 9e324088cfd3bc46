package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Quota.Resource;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.Usage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What the suites of quotas have in common. They count in pages of what is charged at least: a file
 * is charged one, a chunk of n pages n.
 */
interface QuotaTerms extends LedgerContract {

  long PAGE = Usage.LEAST_CHARGE.value();

  default void assertRefused(ThrowingCallable step, Resource resource, long limit, long used) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.QuotaExceeded(resource, limit, used)));
  }

  /** What the ledger says that this owner has, when it refuses one thing more. */
  default long charged(Owner owner) {
    try {
      Samples.entered(files().open(newFile(owner, quotaOf(bytes(0)))));
      throw new AssertionError("there is no room for anything");
    } catch (UploadRejected refused) {
      return ((Refusal.QuotaExceeded) refused.refusal()).used();
    }
  }

  default long pages(long count) {
    return count * PAGE;
  }

  default ChunkObject chunk(long pages) {
    return Samples.chunk(pages(pages));
  }

  default Quota quota(long pages) {
    return quotaOf(bytes(pages(pages)));
  }
}
