package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;

/** Stores a whole file in one request. It is complete, and so immutable, from its first moment. */
public interface StoreFile {

  /**
   * Reads {@code command.content()} to its end, in pieces, and commits all of it at once. Does not
   * close the stream.
   *
   * @throws IOException what reading the content threw, unchanged; nothing is stored then
   * @throws UploadRejected with {@code FileTooLarge} as soon as the limit is exceeded
   */
  StoredFile store(StoreCommand command) throws IOException;

  /** A file and its bytes. */
  record StoreCommand(
      Owner owner,
      FileName name,
      ContentType contentType,
      SessionTerms terms,
      InputStream content) {

    /** One that asks for no terms of its own. */
    public StoreCommand(Owner owner, FileName name, ContentType contentType, InputStream content) {
      this(owner, name, contentType, SessionTerms.NONE, content);
    }
  }
}
