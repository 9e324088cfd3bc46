package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;

/** Decides for all dialects whether a caller may do what it asks for. */
public final class Permission {
  private Permission() {}

  /**
   * Lets a caller with this scope through, as the owner that it calls for.
   *
   * @throws UploadRejected with {@link Refusal.ScopeMissing} if it does not have it
   */
  public static Owner require(Caller caller, Scope scope) {
    if (!caller.may(scope)) {
      throw new UploadRejected(new Refusal.ScopeMissing(scope));
    }
    return caller.owner();
  }
}
