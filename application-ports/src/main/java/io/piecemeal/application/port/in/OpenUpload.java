package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/**
 * Opens an upload session: a file of 0 bytes that takes chunks. One that is declared to have no
 * bytes is complete at once.
 */
public interface OpenUpload {

  /**
   * @throws UploadRejected with {@code FileTooLarge} if the declared size exceeds the limit, or
   *     with {@code ChecksumMismatch} if no bytes are declared with the digest of some
   */
  StoredFile open(OpenCommand command);

  /** What the file is called and what is known of it beforehand. */
  record OpenCommand(
      Owner owner,
      FileName name,
      ContentType contentType,
      Declaration declared,
      SessionTerms terms) {

    /** One that asks for no terms of its own. */
    public OpenCommand(Owner owner, FileName name, ContentType contentType, Declaration declared) {
      this(owner, name, contentType, declared, SessionTerms.NONE);
    }
  }
}
