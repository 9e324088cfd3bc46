package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.util.Optional;

/**
 * Appends one chunk to a file. All or nothing: it returns only after the bytes and the row that
 * makes them part of the file are durable, and where it throws, nothing was appended (unless it is
 * {@link StorageFailure.OutcomeUnknown}).
 *
 * <p>Without an offset in the chunk's terms it is not idempotent: the same chunk sent twice is
 * stored twice. With one, a chunk that the file already holds at that offset is recognised as a
 * replay.
 */
public interface AppendChunk {

  /**
   * Streams {@code command.body()} into storage and commits it. Holds no lock and no database
   * connection while the body streams.
   *
   * @throws IOException what the body threw, unchanged
   * @throws UploadRejected before the body is read, unless few bytes are announced for a session
   *     that this process has just appended to: {@code NotFound}, {@code Gone}. Of the body: {@code
   *     EmptyChunk}, {@code ChunkTooLarge}, {@code ChecksumMismatch} with the chunk's own digest.
   *     Of the file as it is then: {@code UploadComplete}, {@code AwaitsParts}, {@code TicketOpen},
   *     {@code OffsetMismatch}, {@code BytesDiffer}, {@code FileTooLarge}, {@code SizeMismatch}
   *     with the declared size, {@code QuotaExceeded}. Of the last chunk, which completes the file:
   *     {@code SizeMismatch}, {@code ChecksumMismatch} with the declared digest, {@code
   *     DigestsUnderWay}, {@code AllTurnsTaken}
   * @throws StorageFailure.NoSpace if there is no room for the bytes
   * @throws StorageFailure.ReadOnly if this node takes none until it is restarted
   */
  Appended append(AppendCommand command) throws IOException;

  /**
   * One chunk for one file.
   *
   * @param announced how many bytes the body takes on its way, where the caller said so beforehand
   */
  record AppendCommand(Owner owner, FileId file, ChunkBody body, Optional<ByteCount> announced) {}

  /**
   * The answer.
   *
   * @param length how many bytes the chunk had
   * @param repeats where the file ended before, if the chunk's bytes equal those of the chunk just
   *     before it: a sign that a caller sent a request again that had arrived
   */
  record Appended(
      StoredFile file, Novelty novelty, ByteCount length, Optional<ByteCount> repeats) {}

  /** Whether an append changed the file. */
  enum Novelty {
    NEW,
    REPLAYED
  }
}
