package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.List;

/**
 * The scan policies that some owners have of their own. All methods throw {@link
 * StorageFailure.Unavailable} if they surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if they may have; what they changed is durable when they return.
 */
public interface ScanPolicyBook {

  /** All that there are. */
  List<OwnPolicy> policies();

  /** Gives an owner this policy, in the place of any other. */
  void set(Owner owner, ScanPolicy policy);

  /** Takes the policy from an owner that it had of its own. */
  void remove(Owner owner);

  /** The policy that an owner has of its own. */
  record OwnPolicy(Owner owner, ScanPolicy policy) {}
}
