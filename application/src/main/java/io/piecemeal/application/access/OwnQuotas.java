package io.piecemeal.application.access;

import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.OwnerBook.OwnQuota;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Quotas;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of owners as they were last read, so that none of their requests has to: that of the
 * settings, unless an owner has one of its own.
 */
public final class OwnQuotas implements Quotas {
  private final OwnerBook book;
  private final Quotas others;
  private volatile @Nullable Map<Owner, Quota> own;

  public OwnQuotas(OwnerBook book, Quotas others) {
    this.book = book;
    this.others = others;
  }

  @Override
  public Quota of(Owner owner) {
    Map<Owner, Quota> known = own;
    Quota quota = (known == null ? refresh() : known).get(owner);
    return quota == null ? others.of(owner) : quota;
  }

  /** Reads them anew. What was read before counts on where that fails. */
  public Map<Owner, Quota> refresh() {
    Map<Owner, Quota> read =
        book.quotas().stream().collect(Collectors.toMap(OwnQuota::owner, OwnQuota::quota));
    own = read;
    return read;
  }
}
