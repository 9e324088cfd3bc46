package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Quota;
import java.util.List;

/**
 * What owners have, and the quotas that some of them have of their own. All methods throw {@link
 * StorageFailure.Unavailable} if they surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if they may have; what they changed is durable when they return.
 */
public interface OwnerBook {
  /** The bytes that are charged to each owner, as a quota counts them; none with 0. */
  List<Charge> charged();

  /** How many files an owner has. Takes time in their number. */
  FileCounts count(Owner owner);

  /** The quotas that owners have of their own. */
  List<OwnQuota> quotas();

  /** Gives an owner this quota, in the place of any other. */
  void setQuota(Owner owner, Quota quota);

  /** Takes the quota from an owner that it had of its own. */
  void removeQuota(Owner owner);

  /**
   * @param files in reach, complete or not
   * @param openSessions those of them that still take chunks
   */
  record FileCounts(long files, long openSessions) {}

  /** What is charged to an owner. */
  record Charge(Owner owner, ByteCount bytes) {}

  /** The quota that an owner has of its own. */
  record OwnQuota(Owner owner, Quota quota) {}
}
