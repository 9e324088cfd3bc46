package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a beat that fails does to the next one. */
final class HeartbeatJobTest {

  private static final Marks AGREED =
      new Marks(HighWaterMark.ZERO, Optional.of(HighWaterMark.ZERO));

  private final Queue<Supplier<Marks>> beats = new ArrayDeque<>();
  private final HeartbeatJob job =
      new HeartbeatJob(
          new WatchHighWater() {
            @Override
            public Marks compare() {
              throw new AssertionError("not asked for");
            }

            @Override
            public Marks beat() {
              return beats.remove().get();
            }

            @Override
            public Marks advance() {
              throw new AssertionError("not asked for");
            }

            @Override
            public Marks hold() {
              throw new AssertionError("an operator says that, not a job");
            }

            @Override
            public Marks release() {
              throw new AssertionError("an operator says that, not a job");
            }
          },
          new BackgroundWork());

  @Test
  void anOutageDoesNotEndTheBeats() {
    beats.add(HeartbeatJobTest::fail);
    beats.add(HeartbeatJobTest::fail);
    beats.add(() -> AGREED);
    while (!beats.isEmpty()) {
      assertThatCode(job::run).doesNotThrowAnyException();
    }
  }

  @Test
  void marksThatDisagreeAreOnlyTold() {
    beats.add(() -> new Marks(HighWaterMark.ZERO, Optional.of(new HighWaterMark(1))));
    beats.add(() -> AGREED);
    job.run();
    job.run();

    assertThat(beats).isEmpty();
  }

  private static Marks fail() {
    throw new StorageFailure.Unavailable("injected");
  }
}
