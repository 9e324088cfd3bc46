package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes parts the end of a file, in one step and without copying their bytes. The file stays open:
 * {@link CompleteUpload} ends it.
 */
public interface JoinParts {

  /**
   * Joins the parts to a file. The same call again changes nothing, for 24 hours, and gives the
   * file as it is then.
   *
   * @throws UploadRejected with {@code NotAPart} for the first part that is none of this file, not
   *     complete, named twice or gone; with {@code OffsetMismatch} if the file ends elsewhere; with
   *     {@code SizeMismatch} if the file would not have {@code whole} bytes; with {@code
   *     FileTooLarge}, {@code UploadComplete}, {@code NotFound} or {@code Gone}
   * @throws StorageFailure if nothing was joined, or nobody knows; the same call may be made again
   */
  StoredFile join(JoinCommand command);

  /**
   * Opens a file for parts that were opened for no file in particular, and may still take chunks:
   * from now on they are parts of this file and can become those of no other one. The caller calls
   * {@link #join} once all are complete. Each part says which file it is part of, so that any node
   * that completes one can do that.
   *
   * @throws UploadRejected with {@code NotAPart} for the first part that is not there, named twice,
   *     no part, or one of another file; with {@code FileTooLarge} if the parts are larger together
   *     than a file may be, as far as is known; or as {@link OpenUpload#open}
   * @throws StorageFailure if nobody knows whose parts they are; the file expires without bytes
   */
  StoredFile openFor(OpenCommand file, List<FileId> parts);

  /**
   * What is joined to what.
   *
   * @param end where the file has to end before that
   * @param whole how many bytes it has to have after that, where the caller says so
   * @param parts in their order in the file
   * @param lifetime how long the file lives from its opening, where it was opened with one: else
   *     its expiry moves as with an append
   */
  record JoinCommand(
      Owner owner,
      FileId file,
      ByteCount end,
      Optional<ByteCount> whole,
      List<FileId> parts,
      Optional<Duration> lifetime) {

    /** One for a file that lives as long as files do. */
    public JoinCommand(
        Owner owner, FileId file, ByteCount end, Optional<ByteCount> whole, List<FileId> parts) {
      this(owner, file, end, whole, parts, Optional.empty());
    }
  }
}
