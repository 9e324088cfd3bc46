package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Appends a stream of any length, in as many chunks as it takes. */
public interface AppendStream {

  /**
   * Reads the content to its end and appends it where the file ends. Does not close the stream. One
   * without bytes changes nothing. The file is complete with the last byte of its declared size.
   *
   * <p>With {@link Extent#AS_FAR_AS_IT_COMES} each chunk is durable before the next, and where
   * reading the content fails, what came before that is appended all the same. With {@link
   * Extent#ALL_OR_NOTHING} nothing is appended where it fails, and all of it becomes visible in one
   * step at the end.
   *
   * <p>With {@link Ending#COMPLETES} the last chunk completes the file, or is not appended: where
   * the file would have another size or digest than it is to have, the chunks before it stay. A
   * stream without bytes completes nothing.
   *
   * @throws IOException what reading the content threw, unchanged
   * @throws UploadRejected with {@code OffsetMismatch} if the file ends elsewhere, now or later,
   *     since another append was first; with {@code FileTooLarge}, if the announced length is too
   *     long before a byte is stored, else with the bytes before the limit appended; with {@code
   *     UploadComplete}; with {@code ChecksumMismatch}, {@code SizeMismatch} or {@code TicketOpen}
   *     if it would be completed, and its last chunk was not appended; or as {@link
   *     AppendChunk#append}
   * @throws StorageFailure if a chunk could not be stored; those before it are
   */
  StoredFile append(StreamCommand command) throws IOException;

  /**
   * A stream for one file.
   *
   * @param offset where the file has to end
   * @param announced how many bytes the content has, where that is known beforehand
   * @param ending whether more of the file may follow the content
   * @param progress is told of each chunk that is durable, in the thread that appends
   */
  record StreamCommand(
      Owner owner,
      FileId file,
      ByteCount offset,
      Optional<ByteCount> announced,
      Extent extent,
      Ending ending,
      InputStream content,
      Progress progress) {}

  /** What becomes of the file at the end of a stream. */
  enum Ending {
    LEAVES_OPEN,
    COMPLETES
  }

  /** Follows a stream that is being appended. */
  @FunctionalInterface
  interface Progress {

    /** All bytes of the file before {@code end} are durable. */
    void durableTo(ByteCount end);
  }

  /** What is appended of content that breaks off. */
  enum Extent {
    AS_FAR_AS_IT_COMES,
    ALL_OR_NOTHING
  }
}
