package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import java.util.Optional;

/**
 * Reads files to find out whether they still have the bytes that were committed. A file that does
 * not is marked, and not given out until it is found whole again.
 */
public interface ScrubFiles {

  /**
   * Reads the next file in reach, whole.
   *
   * @param after the file that was read before; empty for the first
   * @param pace is told of the bytes that were read, and may end the reading by what it throws
   * @return empty if there is no file behind {@code after}
   * @throws StorageFailure if ledger or store cannot be asked
   */
  Optional<Scrubbed> scrubNext(Optional<FileId> after, Pace pace);

  /** What came of one file. */
  record Scrubbed(FileId file, ByteCount size, Verdict verdict) {}

  /** What can be said of a file. */
  sealed interface Verdict {

    record Whole() implements Verdict {}

    /**
     * Some bytes are missing or are not what was committed.
     *
     * @param offset where in the file the first such chunk begins; its end if only the digest of
     *     the whole differs
     * @param what says what differs
     */
    record Damaged(ByteCount offset, String what) implements Verdict {}

    /** It was rewound, compacted, deleted or expired while it was read. */
    record Changed() implements Verdict {}
  }
}
