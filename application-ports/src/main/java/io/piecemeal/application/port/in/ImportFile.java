package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.util.Optional;

/** Fills a file with what a URL gives. */
public interface ImportFile {

  /**
   * Reads the source from its beginning and appends it in chunks, each durable before the next; of
   * what the file has already, the bytes are compared and none is appended. So the same import may
   * be made again after it broke off, and goes on. It is not completed by this, unless its declared
   * size is reached.
   *
   * <p>Where the source breaks off, it is asked again a few times: for the rest if it names its
   * version, else for all of it, which is compared. Holds the calling thread, for a bounded time.
   *
   * @param observer is told, behind each chunk that is part of the file, how much of the source was
   *     read
   * @return the file with all bytes of the source and no others
   * @throws UploadRejected with {@code InvalidField} for a URL that is not to be fetched; with
   *     {@code ImportsUnderWay} or {@code AllTurnsTaken}; with {@code ImportFailed}, whatever came
   *     before that being part of the file; with {@code ImportDiffers}; with {@code BytesDiffer} if
   *     the file begins otherwise than the source; with {@code FileTooLarge}; or as {@link
   *     AppendChunk#append}
   * @throws IOException if bytes of the file could not be read to compare them
   * @throws StorageFailure if a chunk could not be stored; those before it are
   */
  StoredFile importInto(ImportCommand command, ReadObserver observer) throws IOException;

  /** The same, with nobody who wants to know how far it is. */
  default StoredFile importInto(ImportCommand command) throws IOException {
    return importInto(command, ReadObserver.NOBODY);
  }

  /**
   * What is to be fetched.
   *
   * @param sha256 the digest of all the source has, where it is known beforehand
   * @param largest how many bytes the source may have, where that is less than the file may have
   */
  record ImportCommand(
      Owner owner, FileId file, String url, Optional<Sha256> sha256, Optional<ByteCount> largest) {

    /** Tells nothing of the URL, which may hold a secret. */
    @Override
    public String toString() {
      return "ImportCommand[file=" + file + "]";
    }
  }
}
