package io.piecemeal.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several workers that start together, each on a thread of its own. */
public final class Crew {

  private Crew() {}

  /** One worker. */
  public interface Worker extends AutoCloseable {

    /** What comes before each piece of work, the first one too, and is not timed. */
    void prepare() throws IOException;

    /** Does one piece of work. */
    void work() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** How long and how much, whichever ends first. */
  public record Limits(Duration time, long piecesOfEach) {}

  /**
   * Called when all are prepared and right before they start.
   *
   * @throws IOException if a worker cannot prepare itself
   */
  public static Outcome run(
      int size,
      IntFunction<Worker> workers,
      IntFunction<Pace> paces,
      Limits limits,
      Runnable atStart)
      throws IOException, InterruptedException {
    List<Shift> shifts = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      shifts.add(new Shift(workers.apply(number), paces.apply(number), limits));
    }
    CountDownLatch prepared = new CountDownLatch(size);
    CountDownLatch started = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(size)) {
      List<Future<Tally>> tallies = new ArrayList<>();
      for (Shift shift : shifts) {
        tallies.add(threads.submit(() -> shift.run(prepared, started)));
      }
      prepared.await();
      long start;
      try {
        atStart.run();
        start = System.nanoTime();
      } finally {
        // A thread that waits for the start has to end, whatever happened here.
        started.countDown();
      }
      return new Outcome(sum(tallies), System.nanoTime() - start);
    }
  }

  private static Tally sum(List<Future<Tally>> tallies) throws IOException, InterruptedException {
    Tally all = new Tally();
    for (Future<Tally> tally : tallies) {
      try {
        all.add(tally.get());
      } catch (ExecutionException failure) {
        throw new IOException("a worker gave up", failure.getCause());
      }
    }
    return all;
  }

  /** What all of them counted, and how long they took. */
  public record Outcome(Tally tally, long nanos) {

    /** The time in seconds. */
    public double seconds() {
      return nanos / 1e9;
    }
  }
}
