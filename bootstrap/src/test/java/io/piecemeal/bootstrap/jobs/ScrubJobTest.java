package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.NodeId;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.testkit.InMemoryJobLeases;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a round of scrubbing begins and ends. */
final class ScrubJobTest {

  private static final FileId START = new FileId("m".repeat(32));
  private static final FileId LAST = new FileId("z".repeat(32));

  private final List<Optional<FileId>> asked = new ArrayList<>();
  private final Queue<FileId> files = new ArrayDeque<>();

  private Runnable beforeReading = () -> {};
  private final BackgroundWork work = new BackgroundWork();
  private final TestClock clock = new TestClock();
  private final JobLeases leases = new InMemoryJobLeases(clock);
  private final JobTurns turns =
      new JobTurns(leases, () -> clock.instant().toEpochMilli() * 1000_000L);

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
          turns,
          work);

  @Test
  void theFirstRoundBeginsAtItsOwnPlaceAndTheNextAtTheFirstFile() {
    files.add(LAST);
    job.run();
    job.run();

    assertThat(asked).containsExactly(Optional.of(START), Optional.of(LAST), Optional.empty());
  }

  @Test
  void aNodeReadsNothingWhileAnotherDoesAndEndsWhenAnotherTookOver() {
    NodeId other = new NodeId(UUID.randomUUID());
    leases.hold(Job.SCRUB, other, Duration.ofMinutes(1));
    job.run();
    assertThat(asked).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    files.add(LAST);
    files.add(LAST);
    beforeReading =
        () -> {
          clock.advance(Duration.ofMinutes(2));
          leases.hold(Job.SCRUB, other, Duration.ofMinutes(1));
        };
    job.run();
    assertThat(asked).hasSize(1);
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
