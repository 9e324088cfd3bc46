package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;

/**
 * The only truth about which files there are and which objects they consist of: the changes to it.
 * {@link FileCatalog} reads it, and {@link CommitResolver} tells what became of a change whose
 * answer was lost.
 *
 * <p>Every method is one atomic step, durable when it returns. Times are those of the ledger's own
 * clock, which all nodes share, in microseconds. Each throws {@link StorageFailure.Unavailable} if
 * it surely changed nothing and {@link StorageFailure.OutcomeUnknown} if it may have. A transient
 * conflict with other transactions is tried again inside the adapter.
 *
 * <p>A file and its chunks are in one shard: a change that brings a chunk with a key of another
 * shard than the file's fails, and changes nothing. So every change to one file is in one place for
 * a ledger that is distributed by shard.
 *
 * <p>A quota counts the owner's files that can be reached. It holds for all that is committed,
 * however many changes are under way at once, as long as all of them come with the same quota.
 */
public interface FileLedger {

  /**
   * Enters an empty file that takes chunks.
   *
   * <p>Of all files whose {@link NewFile#request} has the same owner and the same key, one is
   * entered and all others are told of it. Their order does not matter, nor does the time between
   * them, up to {@link IdempotencyKey#REMEMBERED}, after which the key is free again. The file is
   * there if and only if its key is taken. A call that comes while another of the same key is under
   * way waits for its outcome; if that fails, the next one enters. After {@link
   * StorageFailure.OutcomeUnknown} the same call may be made again: its answer is final.
   *
   * @return {@link Entry.Entered} for a file without a request
   * @throws UploadRejected with {@code QuotaExceeded}; the key is still free then
   */
  Entry open(NewFile file);

  /**
   * Enters a complete file together with its chunks, which follow each other from offset 0 on in
   * the order given. Repeated requests are told apart as by {@link #open}. Unless the result is
   * {@link Entry.Entered}, or {@link Entry.Repeated} with this very file, the chunks' keys are part
   * of nothing.
   *
   * @param chunks none for an empty file
   * @throws UploadRejected with {@code QuotaExceeded}; the key is still free then
   */
  Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256);

  /**
   * Makes {@code append.chunk()} the end of the file, if the file still is uploading, not expired,
   * and has the size, revision and declared size that the append expects. Moves its expiry.
   *
   * <p>Bytes that the append brings {@linkplain Append#inline inline} become durable in the same
   * step, and are read by {@link InlineObjects}.
   *
   * <p>An append by a ticket's transfer counts its bytes as received by the ticket, in the same
   * step. It also requires that the ticket is neither revoked nor used, that no other transfer took
   * the place of this one, and that the file ends where the ticket's bytes do.
   *
   * <p>One that completes the file also requires that no valid ticket of the file announced a
   * larger one, and, unless it is by a ticket's transfer itself, that none is under way.
   *
   * @return {@link Commit.Superseded}, with nothing changed, if it is not so; this comes before the
   *     quota, so that a chunk which is there already is never refused for lack of room
   * @throws UploadRejected with {@code QuotaExceeded}
   * @throws StorageFailure.Unavailable also if the chunk's key was declared dead (see {@link
   *     CommitResolver})
   */
  Commit append(Append append);

  /**
   * Makes the file complete, under the same conditions as an {@link #append} that does, but for a
   * transfer that is under way: its end may be this very step. Moves its expiry no further.
   *
   * @param next what a session becomes, but for its times; it has the size, the revision and the
   *     declared size that the session must still have
   */
  Commit complete(CompleteFile next);

  /**
   * Takes the chunks from {@code size} on out of the file, under the same conditions as {@link
   * #append}, and raises its revision. Their objects are due for removal. Bytes that came by the
   * file's ticket and are cut count as not received.
   *
   * @param size where one of the file's chunks starts, or its end; {@code Superseded} otherwise
   */
  Commit rewind(UploadSession seen, ByteCount size);

  /**
   * Puts a file out of everybody's reach, and its parts with it. Those of a file that is
   * {@linkplain Role.OfParts made of parts} were there before it: they stay, are parts of none
   * again, and may become those of another. Parts that were joined to the file are its bytes.
   *
   * @return {@link Commit.Superseded}, with nothing changed, if the file cannot be reached
   */
  Commit delete(Owner owner, FileId file);
}
