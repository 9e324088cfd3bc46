package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.application.port.in.SweepFiles.Swept;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepJobTest {

  private static final Swept SOMETHING = new Swept(1, 0, 0, 0);
  private static final Swept NOTHING = new Swept(0, 0, 0, 0);
  private static final Duration WORK = Duration.ofMillis(2);

  private final Deque<Swept> portions = new ArrayDeque<>(List.of(SOMETHING, SOMETHING, NOTHING));
  private final List<Duration> rests = new ArrayList<>();
  private final BackgroundWork work = new BackgroundWork();

  /** Takes its time. */
  private final SweepFiles sweep =
      () -> {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        return portions.remove();
      };

  @Test
  void sweepsUntilThereIsNothingMoreAndRestsLongerThanItWorked() {
    new SweepJob(sweep, work, rests::add).run();

    assertThat(portions).isEmpty();
    assertThat(rests)
        .hasSize(2)
        .allSatisfy(rest -> assertThat(rest).isGreaterThanOrEqualTo(WORK.multipliedBy(4)));
  }

  @Test
  void stopsWhenTheServiceStopsWhileItRests() {
    new SweepJob(
            sweep,
            work,
            time -> {
              work.stop();
              work.rest(time);
            })
        .run();

    assertThat(portions).hasSize(2);
  }
}
