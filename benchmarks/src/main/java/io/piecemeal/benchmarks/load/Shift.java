package io.piecemeal.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The work of one worker in one turn. */
final class Shift {

  /** A server that refuses this many in a row is down. */
  private static final int PATIENCE = 50;

  private final Crew.Worker worker;
  private final Pace pace;
  private final Crew.Limits limits;

  Shift(Crew.Worker worker, Pace pace, Crew.Limits limits) {
    this.worker = worker;
    this.pace = pace;
    this.limits = limits;
  }

  Tally run(CountDownLatch prepared, CountDownLatch started)
      throws IOException, InterruptedException {
    try (worker) {
      try {
        worker.prepare();
      } finally {
        prepared.countDown();
      }
      started.await();
      return work();
    }
  }

  private Tally work() throws IOException {
    Tally tally = new Tally();
    long start = System.nanoTime();
    int failedInARow = 0;
    for (long number = 0; number < limits.piecesOfEach(); number++) {
      try {
        worker.prepare();
        long due = pace.await(start, number);
        if (due - start >= limits.time().toNanos()) {
          break;
        }
        worker.work();
        tally.succeeded(System.nanoTime() - due);
        failedInARow = 0;
      } catch (IOException failure) {
        tally.failed(failure);
        if (++failedInARow == PATIENCE) {
          throw failure;
        }
      }
    }
    return tally;
  }
}
