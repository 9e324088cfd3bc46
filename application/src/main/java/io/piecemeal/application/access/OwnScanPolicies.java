package io.piecemeal.application.access;

import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanPolicyBook.OwnPolicy;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The scan policies of owners as they were last read, so that none of their requests has to: that
 * of the settings, unless an owner has one of its own.
 */
public final class OwnScanPolicies implements ScanPolicies {

  private final ScanPolicyBook book;
  private final ScanPolicy others;
  private volatile @Nullable Map<Owner, ScanPolicy> own;

  public OwnScanPolicies(ScanPolicyBook book, ScanPolicy others) {
    this.book = book;
    this.others = others;
  }

  @Override
  public ScanPolicy of(Owner owner) {
    Map<Owner, ScanPolicy> known = own;
    return (known == null ? refresh() : known).getOrDefault(owner, others);
  }

  /** Reads them anew. What was read before counts on where that fails. */
  public Map<Owner, ScanPolicy> refresh() {
    Map<Owner, ScanPolicy> read =
        book.policies().stream().collect(Collectors.toMap(OwnPolicy::owner, OwnPolicy::policy));
    own = read;
    return read;
  }
}
