package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.domain.storage.ByteCount;
import java.time.Instant;
import java.util.Optional;

/** Tells how far this process has come with reading files to find damage. */
@FunctionalInterface
public interface WatchScrub {

  /** What it read so far. Asks neither ledger nor store. */
  Progress progress();

  /**
   * What was read since the process started; another process may have read more.
   *
   * @param last the file that was read last, and when that ended
   * @param files how many were read, whatever came of them
   * @param bytes how many were read, those of the file that is being read included
   * @param damaged how many of the files were found damaged
   * @param finished when the last of all files was read; empty for never
   * @param known how many files of the whole service are known to be damaged; empty if that was not
   *     counted yet
   */
  record Progress(
      Optional<Last> last,
      long files,
      ByteCount bytes,
      long damaged,
      Optional<Instant> finished,
      Optional<Known> known) {}

  /** How many files of the whole service are known to be damaged, as last counted. */
  record Known(long files) {}

  /** One file, and when its reading ended. */
  record Last(Scrubbed scrubbed, Instant at) {}
}
