package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Scan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which complete files wait for a scan, and what came of it. A file waits from the step that makes
 * it complete, if that says so, until a verdict is given or an operator releases it. Any number of
 * nodes may take these steps at once.
 *
 * <p>Every method is one atomic step, durable when it returns. It throws {@link
 * StorageFailure.Unavailable} if it surely changed nothing and {@link
 * StorageFailure.OutcomeUnknown} if it may have. Times are by the ledger's clock.
 */
public interface ScanQueue {

  /**
   * Takes up files in reach that wait for a scan and are due, of more than the limit those that are
   * due longest; none that is known to be damaged. The same file is not given out again before the
   * lease is over.
   *
   * @param lease after which another node may take the file, if it was not held for longer
   * @param limit the most files to take up, at least 1
   * @return in any order, and past what others are taking up at the same moment
   */
  List<Waiting> take(Duration lease, int limit);

  /**
   * Lets nobody take up a file for this long.
   *
   * @return false, and nothing is changed, if the file does not wait any more for what it waited
   *     for
   */
  boolean hold(Waiting waiting, Duration time);

  /**
   * Gives the verdict, and records the event of it. The first one counts, whoever had the lease
   * then.
   *
   * @param verdict that it passed, or is in quarantine
   * @return false, and nothing is changed, if the file does not wait any more for what it waited
   *     for
   */
  boolean decide(Waiting waiting, Scan verdict);

  /**
   * Lets a file be read that waits for a scan or is in quarantine, of any owner, and records the
   * event of it.
   *
   * @return the file as it is then; empty if there is no such file that is complete and no part of
   *     another, or it was not to be scanned
   */
  Optional<CompleteFile> release(FileId file);

  /**
   * Has a file scanned, be it once more or for the first time, of any owner. It cannot be read
   * until that is done.
   *
   * @return the file as it is then; empty if there is no such file that is complete and no part of
   *     another
   */
  Optional<CompleteFile> again(FileId file);

  /**
   * A file that waits for a scan.
   *
   * @param round tells this waiting of the file from any other
   * @param waited for how long by now
   */
  record Waiting(CompleteFile file, long round, Duration waited) {}
}
