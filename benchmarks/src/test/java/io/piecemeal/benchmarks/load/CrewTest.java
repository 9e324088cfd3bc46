package io.piecemeal.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void eachDoesItsPiecesAndIsClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    AtomicBoolean started = new AtomicBoolean();

    Crew.Outcome outcome =
        Crew.run(
            3,
            _ -> worker(() -> assertThat(started).isTrue(), closed),
            _ -> new Pace.AtOnce(),
            new Crew.Limits(LONG, 4),
            () -> started.set(true));

    assertThat(outcome.tally().requests()).isEqualTo(12);
    assertThat(outcome.tally().errors()).isZero();
    assertThat(closed).hasValue(3);
  }

  @Test
  void errorsAreCountedAndTheWorkGoesOn() throws Exception {
    AtomicInteger calls = new AtomicInteger();

    Crew.Outcome outcome =
        Crew.run(
            1,
            _ -> worker(() -> failEverySecond(calls), new AtomicInteger()),
            _ -> new Pace.AtOnce(),
            new Crew.Limits(LONG, 10),
            () -> {});

    assertThat(outcome.tally().requests()).isEqualTo(5);
    assertThat(outcome.tally().errors()).isEqualTo(5);
    assertThat(outcome.tally().lastError()).contains("refused");
  }

  @Test
  void serverThatIsDownIsNotAskedForEver() {
    assertThatThrownBy(
            () ->
                Crew.run(
                    1,
                    _ -> worker(CrewTest::fail, new AtomicInteger()),
                    _ -> new Pace.AtOnce(),
                    new Crew.Limits(LONG, Long.MAX_VALUE),
                    () -> {}))
        .hasMessageContaining("gave up")
        .hasRootCauseMessage("refused");
  }

  @Test
  void fixedPaceCountsFromWhenARequestWasDue() {
    long longAgo = System.nanoTime() - LONG.toNanos();

    assertThat(new Pace.Fixed(10, 3).await(longAgo, 2)).isEqualTo(longAgo + 23);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void failEverySecond(AtomicInteger calls) throws IOException {
    if (calls.incrementAndGet() % 2 == 0) {
      fail();
    }
  }

  private static void fail() throws IOException {
    throw new IOException("refused");
  }

  private static Crew.Worker worker(Work work, AtomicInteger closed) {
    return new Crew.Worker() {
      @Override
      public void prepare() {}

      @Override
      public void work() throws IOException {
        work.run();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
