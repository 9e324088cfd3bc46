package io.piecemeal.http.server.call;

import io.micronaut.security.authentication.Authentication;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;

/** Who calls, and about what. */
public final class CallArguments {

  private CallArguments() {}

  /** Whose key the request carries. */
  public static Owner owner(Authentication caller) {
    return new Owner(caller.getName());
  }

  /** A malformed id is the id of no file. */
  public static FileId fileId(String text) {
    return FileId.parse(text).orElseThrow(() -> new UploadRejected(new Refusal.NotFound()));
  }
}
