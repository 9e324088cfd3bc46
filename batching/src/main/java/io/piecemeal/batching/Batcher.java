package io.piecemeal.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Runs a step for several callers at once: group commit. Nobody waits for company. A caller who
 * finds nothing under way goes at once; one who comes meanwhile waits for the end of that run and
 * goes along with everybody else who waits then. The work is done by one of the callers, on its own
 * thread.
 *
 * <p>Safe for use by several threads; there is one thread less to own than with a worker, and a
 * lone caller pays for no hand-over.
 */
public final class Batcher<T, R> {

  private final Step<T, R> step;
  private final int mostAtOnce;
  private final Queue<Call<T, R>> waiting = new ArrayDeque<>();
  private final int lanes;
  private final BatchSizes sizes;
  private int running;

  /**
   * @param lanes how many runs may be under way at once, at least 1; there is more than one only
   *     while as many calls wait as one run may have
   * @param mostAtOnce how many calls one run may have, at least 1
   */
  public Batcher(int lanes, int mostAtOnce, Step<T, R> step) {
    this(lanes, mostAtOnce, BatchSizes.UNWATCHED, step);
  }

  /**
   * @param sizes is told of each run
   */
  public Batcher(int lanes, int mostAtOnce, BatchSizes sizes, Step<T, R> step) {
    this.step = step;
    this.sizes = sizes;
    this.mostAtOnce = mostAtOnce;
    this.lanes = lanes;
  }

  /** What is done for several calls at once. */
  @FunctionalInterface
  public interface Step<T, R> {

    /**
     * Answers every call, or lets it fail. Those that it leaves open when it throws fail with what
     * it throws.
     */
    void run(List<Call<T, R>> calls);
  }

  /**
   * Has the step run for {@code item}, and waits for its result. What is under way for a caller
   * cannot be taken back, and an interrupted step would fail for others as well; so an interrupt
   * waits until the end.
   */
  public R submit(T item) {
    Call<T, R> call = new Call<>(item);
    try {
      if (startsAtOnce(call) || call.awaitTurn() == Call.Turn.LEADING) {
        lead(call);
      }
      return call.result();
    } finally {
      if (call.wasInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How many calls wait for a lane. */
  public synchronized int waiting() {
    return waiting.size();
  }

  private synchronized boolean startsAtOnce(Call<T, R> call) {
    if (running == 0 || (running < lanes && waiting.size() + 1 >= mostAtOnce)) {
      running++;
      return true;
    }
    waiting.add(call);
    return false;
  }

  private void lead(Call<T, R> first) {
    List<Call<T, R>> calls = company(first);
    try {
      step.run(calls);
      requireAnswers(calls);
    } catch (Throwable failure) {
      calls.forEach(call -> call.failIfOpen(failure));
    } finally {
      sizes.ran(calls.size());
      passOn();
    }
  }

  private static void requireAnswers(List<? extends Call<?, ?>> calls) {
    if (!calls.stream().allMatch(Call::isAnswered)) {
      throw new IllegalStateException("the step left a call unanswered");
    }
  }

  /** The call and those that wait, in the order of their coming. */
  private synchronized List<Call<T, R>> company(Call<T, R> first) {
    List<Call<T, R>> calls = new ArrayList<>(Math.min(mostAtOnce, waiting.size() + 1));
    calls.add(first);
    while (calls.size() < mostAtOnce && !waiting.isEmpty()) {
      calls.add(waiting.remove());
    }
    return calls;
  }

  /** Gives the lane to the first who waits, or closes it where another will take all of them. */
  private synchronized void passOn() {
    boolean needed = running == 1 || waiting.size() >= mostAtOnce;
    Call<T, R> next = needed ? waiting.poll() : null;
    if (next == null) {
      running--;
    } else {
      next.takeTurn();
    }
  }
}
