package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;

/** Says whose files are scanned before anybody can read them. */
@FunctionalInterface
public interface ScanPolicies {

  /** Where there is no scanner. */
  ScanPolicies NOBODY = owner -> ScanPolicy.NONE;

  /** The policy that holds for the files of this owner which are completed now. */
  ScanPolicy of(Owner owner);
}
