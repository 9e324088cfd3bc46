package io.piecemeal.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is due again and again begins with the service, and not with its start. */
final class ScheduleTest {

  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final int LONG_SECONDS = 60;

  @AutoClose private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final Schedule schedule = new Schedule(executor);

  @Test
  void aTaskThatIsDueDuringTheStartBeginsWhenTheServiceHasStarted() throws Exception {
    ScheduledFuture<?> due =
        schedule.scheduleWithFixedDelay(Duration.ZERO, OFTEN, () -> done.add("done"));
    // It would have run before this is through, on the one thread.
    assertThat(executor.submit(() -> {}).isDone()).isFalse();
    assertThat(done).isEmpty();

    schedule.begin();
    assertThat(done.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
    due.cancel(false);
  }

  @Test
  void whereNothingStartedNothingIsDone() throws Exception {
    ScheduledFuture<?> due =
        schedule.scheduleAtFixedRate(Duration.ZERO, OFTEN, () -> done.add("done"));
    schedule.end();
    executor.submit(() -> due.cancel(false)).get(LONG_SECONDS, TimeUnit.SECONDS);
    assertThat(done).isEmpty();
  }
}
