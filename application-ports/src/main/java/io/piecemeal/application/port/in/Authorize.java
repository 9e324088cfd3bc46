package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;

/** Decides whether a caller may do what it asks for; asked once for each request. */
@FunctionalInterface
public interface Authorize {
  /**
   * Lets a caller with this scope through, as the owner that it calls for.
   *
   * @param attempt is asked for only where this is refused and written down
   * @throws UploadRejected with {@code ScopeMissing} if it does not have it
   */
  Owner require(Caller caller, Scope scope, Attempt attempt);

  /** Describes what a caller asks for; is called only where that is refused. */
  @FunctionalInterface
  interface Attempt {
    Attempted describe();
  }

  /**
   * What a caller asks for.
   *
   * @param name in the words of its protocol, such as {@code DELETE /files/…} or a method or tool;
   *     holds no secret and no text that a caller chose
   * @param file the file that it is about, where the caller has named one
   */
  record Attempted(String name, Optional<FileId> file) {}
}
