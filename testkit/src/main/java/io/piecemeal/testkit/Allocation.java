package io.piecemeal.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures how much heap something takes. Counts bytes and not time, so that it tells the same on a
 * busy machine.
 */
public final class Allocation {

  /** Enough for lazy initialisations to be over; compiled code allocates no more than that. */
  private static final int RUNS = 30;

  private Allocation() {}

  /** Something that runs on the calling thread and may be run again. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** The fewest bytes that one of several runs allocated on its thread. */
  public static long bytesOf(Work work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
