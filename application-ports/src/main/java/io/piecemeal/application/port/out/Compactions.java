package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import java.time.Duration;
import java.util.List;

/**
 * Which complete files are due to be made of one object instead of many, and the step that does it.
 * A file is due from its completion on, if it was appended in more than one chunk or the ledger
 * keeps bytes of it; one that was entered whole is not, since its caller chose its pieces, nor is a
 * part, which is soon joined to another file. Any number of nodes may take these steps at once.
 *
 * <p>Every method is one atomic step, durable when it returns. It throws {@link
 * StorageFailure.Unavailable} if it surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if it may have.
 */
public interface Compactions {

  /**
   * Takes up files that are due, complete and in reach, the longest due first. The same file is not
   * given out again before the lease is over; then it is, as long as it is due.
   *
   * @param lease longer than making one object of a file takes; if it is too short, work is done
   *     twice and nothing else happens
   * @param limit the most files to take up, at least 1
   * @return past what others are taking up at the same moment
   */
  List<CompleteFile> take(Duration lease, int limit);

  /** Leaves a file as it is: it is not due any more. Nothing happens if it was not. */
  void pass(CompleteFile file);

  /**
   * Makes {@code whole} the one chunk of the file, if the file is complete and in reach, and
   * consists of the chunks that it consisted of when it was seen. All of those chunks are dead from
   * then on, and their objects due for removal (see {@link DeletionQueue#claim}). The file is not
   * due any more. What else is known of it stays as it is: size, revision, digest, times, and the
   * number of chunks that it was sent in.
   *
   * @param seen not empty
   * @param whole as long as the file, with its bytes
   * @return {@link Commit.Superseded}, with nothing changed, if it is not so
   * @throws StorageFailure.Unavailable also if the key of {@code whole} was declared dead (see
   *     {@link CommitResolver#resolve})
   */
  Commit replace(CompleteFile seen, ChunkObject whole);
}
