package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;

/** Stores parts of a file, beside others and in any order. */
public interface StorePart {

  /**
   * Opens a part that takes chunks as a session does, and can be joined once it is complete.
   *
   * @throws UploadRejected with {@code NotFound}, {@code Gone} or {@code UploadComplete} for the
   *     file, or as {@link OpenUpload#open}
   */
  StoredFile open(Owner owner, FileId whole, Declaration declared);

  /**
   * Reads the content to its end and stores it as a part of the file, in one step. Does not close
   * the stream. The call is not idempotent: it stores the same content twice as two parts, and
   * {@link JoinParts} takes those that are named.
   *
   * @return the part, whose id names it
   * @throws IOException what reading the content threw, unchanged; nothing is stored then
   * @throws UploadRejected with {@code NotFound}, {@code Gone} or {@code UploadComplete} for the
   *     file, or as {@link StoreFile#store}
   */
  StoredFile store(Owner owner, FileId whole, InputStream content) throws IOException;
}
