package io.piecemeal.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/** When a connection sends its requests. */
public sealed interface Pace {

  /**
   * Waits until a request is due.
   *
   * @param start when the turn began, by {@link System#nanoTime}
   * @return the time from which its latency counts
   */
  long await(long start, long number);

  /** The next request as soon as the last one is answered. */
  record AtOnce() implements Pace {
    @Override
    public long await(long start, long number) {
      return System.nanoTime();
    }
  }

  /**
   * Requests at fixed times, whether the server keeps up or not. One that had to wait for the
   * answer to the one before is late, and its latency counts from when it was due.
   *
   * @param interval nanoseconds between two requests of the connection
   * @param first nanoseconds before its first one
   */
  record Fixed(long interval, long first) implements Pace {

    @Override
    public long await(long start, long number) {
      long due = start + first + number * interval;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return due;
    }
  }
}
