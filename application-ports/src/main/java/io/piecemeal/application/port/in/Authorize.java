package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.UploadRejected;

/** Decides whether a caller may do what it asks for; asked once for each request. */
@FunctionalInterface
public interface Authorize {
  /**
   * Lets a caller with this scope through, as the owner that it calls for.
   *
   * @throws UploadRejected with {@code ScopeMissing} if it does not have it
   */
  Owner require(Caller caller, Scope scope);
}
