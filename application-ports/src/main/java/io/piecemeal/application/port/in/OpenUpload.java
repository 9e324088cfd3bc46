package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens an upload session: a file of 0 bytes that takes chunks. One that is declared to have no
 * bytes is complete at once.
 */
public interface OpenUpload {

  /**
   * @throws UploadRejected with {@code FileTooLarge} if the declared size exceeds the limit, or
   *     with {@code ChecksumMismatch} if no bytes are declared with the digest of some, with {@code
   *     QuotaExceeded}, or with {@code InvalidField} for a lifetime that no file has
   */
  StoredFile open(OpenCommand command);

  /**
   * What the file is called and what is known of it beforehand.
   *
   * @param lifetime how long the file is to live from its opening, where that is not the service's
   *     retention
   */
  record OpenCommand(
      Owner owner,
      FileName name,
      ContentType contentType,
      Declaration declared,
      SessionTerms terms,
      Optional<Duration> lifetime) {

    /** One that lives as long as files do. */
    public OpenCommand(
        Owner owner,
        FileName name,
        ContentType contentType,
        Declaration declared,
        SessionTerms terms) {
      this(owner, name, contentType, declared, terms, Optional.empty());
    }

    /** One that asks for no terms of its own. */
    public OpenCommand(Owner owner, FileName name, ContentType contentType, Declaration declared) {
      this(owner, name, contentType, declared, SessionTerms.NONE);
    }
  }
}
