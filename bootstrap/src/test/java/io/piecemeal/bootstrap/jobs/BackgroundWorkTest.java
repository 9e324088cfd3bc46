package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How rounds of jobs end with the service. */
final class BackgroundWorkTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final BackgroundWork work = new BackgroundWork();
  private final AtomicInteger steps = new AtomicInteger();

  @Test
  void aStopEndsARest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread round =
        Thread.startVirtualThread(
            () ->
                work.run(
                    () -> {
                      begun.countDown();
                      work.rest(LONG);
                      steps.incrementAndGet();
                    }));
    begun.await();
    work.stop();

    assertThat(work.awaitEnd(LONG)).isTrue();
    assertThat(round.join(LONG)).isTrue();
    assertThat(steps).hasValue(0);
  }

  @Test
  void aStopEndsTheStepsOfARound() {
    work.run(
        () -> {
          while (true) {
            work.requireGoingOn();
            if (steps.incrementAndGet() == 3) {
              work.stop();
            }
          }
        });

    assertThat(steps).hasValue(3);
  }

  @Test
  void noRoundBeginsAfterAStop() {
    work.stop();
    work.run(steps::incrementAndGet);

    assertThat(steps).hasValue(0);
  }

  @Test
  void aRoundThatDoesNotEndIsNotAwaitedLongerThanAsked() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch disk = new CountDownLatch(1);
    Thread round =
        Thread.startVirtualThread(
            () ->
                work.run(
                    () -> {
                      begun.countDown();
                      awaitUninterruptibly(disk);
                    }));
    begun.await();
    work.stop();

    assertThat(work.awaitEnd(Duration.ofMillis(1))).isFalse();
    disk.countDown();
    assertThat(round.join(LONG)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.HOURS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
