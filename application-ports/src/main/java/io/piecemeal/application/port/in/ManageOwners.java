package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Shows what owners have, and says what each may have. An owner is one who has a file, or a quota
 * or a scan policy of its own. All methods throw {@link StorageFailure.Unavailable} if they surely
 * changed nothing and {@link StorageFailure.OutcomeUnknown} if they may have.
 */
public interface ManageOwners {
  /** All owners in the order of their names, without what would have to be counted. */
  List<OwnerStanding> list();

  /** What one owner has; nothing, under the quota of all, if it is not known. */
  OwnerDetail find(Owner owner);

  /**
   * Gives an owner a quota in the place of that which the settings give to all. Other nodes know of
   * it within 10 seconds.
   */
  void setQuota(Owner owner, Quota quota);

  /** Gives an owner the quota of the settings again. Changes nothing where it has that. */
  void resetQuota(Owner owner);

  /**
   * Says whether an owner's files are scanned, in the place of what the settings say for all; for
   * files that are completed from then on. Other nodes know of it within 10 seconds.
   */
  void setScan(Owner owner, ScanPolicy policy);

  /** Gives an owner the scan policy of the settings again. Changes nothing where it has that. */
  void resetScan(Owner owner);

  /**
   * @param bytes that are charged to it
   * @param own the quota that it has in the place of that of all
   * @param ownScan the scan policy that it has in the place of that of all
   */
  record OwnerStanding(
      Owner owner, ByteCount bytes, Optional<Quota> own, Optional<ScanPolicy> ownScan) {}

  /**
   * @param files in reach, complete or not
   * @param openSessions those that still take chunks
   * @param quota that holds for it
   * @param scan the policy that holds for it, if there is a scanner
   */
  record OwnerDetail(
      OwnerStanding standing, long files, long openSessions, Quota quota, ScanPolicy scan) {}
}
