package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;

/** What each owner may have. */
@FunctionalInterface
public interface Quotas {
  /** The quota of this owner now; asked for every change, so it costs next to nothing. */
  Quota of(Owner owner);
}
