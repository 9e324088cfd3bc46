package io.piecemeal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Lets several threads do something at the same moment. */
public final class Race {

  private Race() {}

  /** What one of the threads does. */
  @FunctionalInterface
  public interface Runner<T> {
    T run(int lane) throws Exception;
  }

  /** Starts {@code lanes} threads together and waits for all; results in the order of the lanes. */
  public static <T> List<T> run(int lanes, Runner<T> runner) {
    return run(IntStream.range(0, lanes).mapToObj(lane -> lane(runner, lane)).toList());
  }

  private static <T> Callable<T> lane(Runner<T> runner, int lane) {
    return () -> runner.run(lane);
  }

  /** Starts all together and waits for all; results in the order given. */
  public static <T> List<T> run(List<Callable<T>> runners) {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> runner : runners) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return runner.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a runner failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the runners ran", e);
    }
  }
}
