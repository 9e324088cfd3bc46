package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.WatchScrub;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers what was read. Safe for use by several threads. */
public final class WatchedScrub implements ScrubFiles, WatchScrub {

  private final ScrubFiles scrub;
  private final InstantSource clock;
  private final Supplier<Optional<Known>> known;
  private Optional<Last> last = Optional.empty();
  private Optional<Instant> finished = Optional.empty();
  private ByteCount bytes = ByteCount.ZERO;
  private long files;
  private long damaged;

  /**
   * @param known how many files are known to be damaged; empty if nobody counted
   */
  public WatchedScrub(ScrubFiles scrub, InstantSource clock, Supplier<Optional<Known>> known) {
    this.scrub = scrub;
    this.clock = clock;
    this.known = known;
  }

  @Override
  public Optional<Scrubbed> scrubNext(Optional<FileId> after, Pace pace) {
    Optional<Scrubbed> scrubbed =
        scrub.scrubNext(
            after,
            read -> {
              add(read);
              pace.afterReading(read);
            });
    note(scrubbed);
    return scrubbed;
  }

  private synchronized void add(ByteCount read) {
    bytes = bytes.plus(read);
  }

  private synchronized void note(Optional<Scrubbed> scrubbed) {
    Instant now = clock.instant();
    if (scrubbed.isEmpty()) {
      finished = Optional.of(now);
      return;
    }
    last = scrubbed.map(file -> new Last(file, now));
    files++;
    damaged += scrubbed.get().verdict() instanceof Verdict.Damaged ? 1 : 0;
  }

  @Override
  public Progress progress() {
    Optional<Known> counted = known.get();
    synchronized (this) {
      return new Progress(last, files, bytes, damaged, finished, counted);
    }
  }
}
