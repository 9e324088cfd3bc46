package io.piecemeal.application.port.in;

import io.piecemeal.domain.storage.StorageFailure;

/**
 * Makes one object of complete files that came in many small chunks: they take fewer inodes and
 * rows then, and are read faster. Several nodes may compact at once and share the work.
 */
public interface CompactFiles {

  /**
   * Looks at one file that is due.
   *
   * @param pace is told of the bytes that were read, and may end the copying by what it throws; the
   *     file is looked at again some time later then
   * @throws StorageFailure.Damaged if its bytes are not what they were at its completion. The file
   *     stays as it is and is looked at again some time later
   * @throws StorageFailure for outages; the file is looked at again some time later
   */
  Step compact(Pace pace);

  /** What became of one file. */
  enum Step {
    /** There was none. */
    NOTHING_DUE,
    /** It is not worth the effort, and is not due any more. */
    PASSED,
    /** It is one object now. */
    COMPACTED,
    /** It was deleted, expired or compacted by another call meanwhile. */
    SUPERSEDED
  }
}
