package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Where a round of scrubbing begins and ends. */
final class ScrubJobTest {

  private static final FileId START = new FileId("m".repeat(32));
  private static final FileId LAST = new FileId("z".repeat(32));

  private final List<Optional<FileId>> asked = new ArrayList<>();
  private final Queue<FileId> files = new ArrayDeque<>();

  private Runnable beforeReading = () -> {};
  private final BackgroundWork work = new BackgroundWork();

  private final ScrubJob job =
      new ScrubJob(
          (after, pace) -> {
            asked.add(after);
            beforeReading.run();
            pace.afterReading(new ByteCount(1));
            return Optional.ofNullable(files.poll())
                .map(file -> new Scrubbed(file, ByteCount.ZERO, new Verdict.Whole()));
          },
          START,
          new ByteCount(1L << 30),
          work);

  @Test
  void theFirstRoundBeginsAtItsOwnPlaceAndTheNextAtTheFirstFile() {
    files.add(LAST);
    job.run();
    job.run();

    assertThat(asked).containsExactly(Optional.of(START), Optional.of(LAST), Optional.empty());
  }

  @Test
  void aStopEndsTheReadingOfAFile() {
    files.add(LAST);
    files.add(LAST);
    beforeReading = work::stop;
    job.run();

    assertThat(asked).hasSize(1);
  }

  @Test
  void aJobThatIsStoppedReadsNoFurtherFile() {
    files.add(LAST);
    files.add(LAST);
    work.stop();
    job.run();

    assertThat(asked).isEmpty();
  }
}
