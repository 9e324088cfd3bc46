package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;

/**
 * The part of the ledger that makes files of other files. Atomicity, durability, the clock and
 * failures are those of {@link FileLedger}.
 */
public interface FileAssembly {

  /**
   * Enters the size that a session declares after its opening.
   *
   * @param next the session with its size; it has the content that the session must still have, and
   *     no size may have been declared meanwhile
   * @return {@link Commit.Superseded}, with nothing changed, if it is not so
   */
  Commit declare(UploadSession next);

  /**
   * Makes files the parts of a file in one step, whether they are complete or still take chunks.
   * Those that are its parts already stay so. The same call may be made again after any failure.
   *
   * @param parts each once, in the shard of the file
   * @return whether it was done; if not, nothing is changed, since one of them is no part of the
   *     same owner that can be reached, of this file or of none
   */
  boolean claim(Owner owner, FileId whole, List<FileId> parts);

  /**
   * Makes the chunks of the parts the end of the session, in the order of the parts, and puts the
   * parts out of reach. No byte is copied: the objects stay what they are. Moves the session's
   * expiry as an append does.
   *
   * @return {@link Commit.Superseded}, with nothing changed, if the session is no longer uploading
   *     with the content and the declared size that were seen, or one of the parts is not a
   *     complete part of the same owner that can be reached, with the content that was seen, of
   *     this file or of none
   * @throws StorageFailure.OutcomeUnknown after which the same call may be made again: it is
   *     superseded if the first one was made
   */
  Commit join(Join join);

  /**
   * The parts of a file that can be reached and are not marked as damaged, complete or not, by the
   * time of their opening and then by their ids.
   *
   * @param after only parts behind this one
   * @param limit the most parts to return, at least 1
   */
  List<StoredFile> parts(Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit);

  /**
   * The parts that were joined to a file, in their order in it; each for {@link
   * Retention#GONE_IS_KNOWN}.
   */
  List<FileId> joined(Owner owner, FileId whole);

  /** The file that a part was joined to, for {@link Retention#GONE_IS_KNOWN}. */
  Optional<FileId> joinedTo(Owner owner, FileId part);
}
