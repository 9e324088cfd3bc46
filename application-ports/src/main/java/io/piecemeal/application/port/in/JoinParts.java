package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes parts the end of a file, in one step and without copying their bytes. */
public interface JoinParts {

  /**
   * Joins the parts to a file, which stays open. The same call again changes nothing, for 24 hours,
   * and gives the file as it is then.
   *
   * @throws UploadRejected with {@code NotAPart} for the first part that is none of this file, not
   *     complete, named twice or gone; with {@code OffsetMismatch} if the file ends elsewhere; with
   *     {@code PartsMismatch} if the file would not have {@code whole} bytes; with {@code
   *     FileTooLarge}, {@code UploadComplete}, {@code NotFound} or {@code Gone}; with {@code
   *     AwaitsParts} for a file that was opened for its parts, which {@link #assemble} joins
   * @throws StorageFailure if nothing was joined, or nobody knows; the same call may be made again
   */
  StoredFile join(JoinCommand command);

  /**
   * Joins the parts and completes the file. What the file would be with them is found out first:
   * where it has another size or digest than it is to have, nothing is joined. The same call again
   * changes nothing, for 24 hours, and gives the file.
   *
   * @param sha256 the digest that the file has to have, beside one that was declared
   * @throws UploadRejected as {@link #join}; with {@code PartsMismatch} also for the declared size;
   *     with {@code ChecksumMismatch}, {@code TicketOpen}, {@code DigestsUnderWay} or {@code
   *     AllTurnsTaken}; nothing was joined then, unless someone else changed the file meanwhile
   * @throws StorageFailure if nobody knows whether the parts were joined, or the file completed;
   *     the same call may be made again
   */
  StoredFile complete(JoinCommand command, Optional<Sha256> sha256);

  /**
   * Joins its parts to a file that {@link #openFor} opened for them, all of them and in the order
   * in which they were named, and completes it. The same call again changes nothing, for 24 hours,
   * and gives the file.
   *
   * @throws UploadRejected as {@link #join}; with {@code DigestsUnderWay} or {@code AllTurnsTaken},
   *     after which the parts are joined
   * @throws StorageFailure as {@link #complete}
   */
  StoredFile assemble(JoinCommand command);

  /**
   * Opens a file for parts that were opened for no file in particular, and may still take chunks:
   * from now on they are parts of this file and can become those of no other one. The file takes
   * nothing else: no bytes, no ticket, no other part, no size, and no completion before its parts
   * are joined. The caller calls {@link #assemble} once all are complete. Each part says which file
   * it is part of, so that any node that completes one can do that.
   *
   * <p>The same call again opens nothing, and gives the file as it is then: until it is deleted or
   * expires, at most 24 hours after its parts were joined.
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
