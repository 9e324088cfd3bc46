package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;

/** The file's name in the Content-Disposition of a request whose body is the file (RFC 6266). */
public final class DispositionName {

  private DispositionName() {}

  /**
   * The name that it gives, from {@code filename*} where that is there; empty if it gives none, or
   * is malformed.
   *
   * @throws UploadRejected if the name is not allowed
   */
  public static Optional<FileName> of(String disposition) {
    return Parameters.parse(disposition).flatMap(PartFileName::given);
  }
}
