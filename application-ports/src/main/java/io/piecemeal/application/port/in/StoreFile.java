package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Stores a whole file in one request. It is complete, and so immutable, from its first moment. */
public interface StoreFile {

  /**
   * Reads {@code command.content()} to its end, in pieces, and commits all of it at once. Does not
   * close the stream.
   *
   * @throws IOException what reading the content threw, unchanged; nothing is stored then
   * @throws UploadRejected with {@code FileTooLarge} as soon as the limit is exceeded, with {@code
   *     QuotaExceeded}, or with {@code InvalidField} for a lifetime that no file has
   */
  StoredFile store(StoreCommand command) throws IOException;

  /**
   * A file and its bytes.
   *
   * @param trailer asked once, when the content has ended; where it throws, nothing is stored
   */
  record StoreCommand(
      Owner owner,
      FileName name,
      ContentType contentType,
      SessionTerms terms,
      InputStream content,
      TrailerSource trailer) {

    /** One with nothing behind its content. */
    public StoreCommand(
        Owner owner,
        FileName name,
        ContentType contentType,
        SessionTerms terms,
        InputStream content) {
      this(owner, name, contentType, terms, content, () -> Trailer.NONE);
    }

    /** One that asks for no terms of its own. */
    public StoreCommand(Owner owner, FileName name, ContentType contentType, InputStream content) {
      this(owner, name, contentType, SessionTerms.NONE, content);
    }
  }

  /** Gives what came behind the content. */
  @FunctionalInterface
  interface TrailerSource {
    Trailer read();
  }

  /**
   * What may be said of a file behind its content.
   *
   * @param metadata what the client wants to be given back, in place of what the terms have
   * @param lifetime how long the file is to live, where that is not the service's retention
   */
  record Trailer(Optional<Metadata> metadata, Optional<Duration> lifetime) {

    /** That of a sender who says all of it before. */
    public static final Trailer NONE = new Trailer(Optional.empty(), Optional.empty());
  }
}
