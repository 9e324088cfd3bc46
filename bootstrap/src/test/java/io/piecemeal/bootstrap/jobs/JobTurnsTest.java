package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.testkit.InMemoryJobLeases;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One node of all does a job at a time. */
final class JobTurnsTest {

  private static final Duration INTERVAL = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final InMemoryJobLeases leases = new InMemoryJobLeases(clock);
  private final JobTurns one = node();
  private final JobTurns other = node();
  private final List<String> done = new ArrayList<>();

  private JobTurns node() {
    return new JobTurns(
        leases, () -> TimeUnit.MILLISECONDS.toNanos(clock.instant().toEpochMilli()));
  }

  @Test
  void allNodesTogetherDoItOnceInAnInterval() {
    one.run(Job.COLLECT, INTERVAL, () -> done.add("one"));
    other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
    clock.advance(INTERVAL.minusMinutes(1));
    other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
    assertThat(done).containsExactly("one");

    clock.advance(Duration.ofMinutes(1));
    other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
    assertThat(done).containsExactly("one", "other");
  }

  @Test
  void aRoundThatGoesOnKeepsTheJobHoweverLongItTakes() {
    one.run(
        Job.COLLECT,
        INTERVAL,
        () -> {
          for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(30));
            one.requireHeld(Job.COLLECT);
            other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
          }
          done.add("one");
        });

    assertThat(done).containsExactly("one");
  }

  @Test
  void theJobOfANodeThatWasKilledPassesOnAndItsRoundEndsIfItComesBack() {
    one.run(
        Job.COLLECT,
        INTERVAL,
        () -> {
          clock.advance(Duration.ofMinutes(1));
          other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
          one.requireHeld(Job.COLLECT);
          done.add("one");
        });

    assertThat(done).containsExactly("other");
  }

  @Test
  void aNodeThatStopsGivesItsJobsBack() {
    one.run(Job.COLLECT, INTERVAL, () -> done.add("one"));
    one.release();

    other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
    assertThat(done).containsExactly("one", "other");
  }

  @Test
  void outsideOfARoundNothingIsRequired() {
    one.requireHeld(Job.COLLECT);

    other.run(Job.COLLECT, INTERVAL, () -> done.add("other"));
    assertThat(done).containsExactly("other");
  }
}
