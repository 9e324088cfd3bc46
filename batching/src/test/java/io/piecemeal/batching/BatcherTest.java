package io.piecemeal.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.testkit.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
final class BatcherTest {

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void sizeOfEachRunIsToldAlsoOfOneThatFails() {
    List<Integer> sizes = new ArrayList<>();
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            1,
            10,
            sizes::add,
            calls -> {
              if (calls.getFirst().item() == 0) {
                throw new IllegalStateException("injected");
              }
              calls.forEach(call -> call.answer(call.item()));
            });

    batcher.submit(1);
    assertThatThrownBy(() -> batcher.submit(0)).hasMessage("injected");

    assertThat(sizes).containsExactly(1, 1);
  }

  @Test
  void aLoneCallGoesAtOnceOnItsOwnThread() {
    Batcher<Integer, Thread> batcher =
        new Batcher<>(1, 10, calls -> calls.getFirst().answer(Thread.currentThread()));

    assertThat(batcher.submit(1)).isEqualTo(Thread.currentThread());
    assertThat(batcher.submit(2)).isEqualTo(Thread.currentThread());
  }

  @Test
  void callsThatComeMeanwhileGoTogetherNext() throws Exception {
    Batcher<Integer, Integer> batcher = new Batcher<>(1, 10, this::recordBehindTheGate);

    List<Future<Integer>> results = firstAndThenWaiting(batcher, 5);
    gate.countDown();

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).get()).isEqualTo(-i);
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5));
  }

  @Test
  void noBatchIsLargerThanItMayBe() throws Exception {
    Batcher<Integer, Integer> batcher = new Batcher<>(1, 2, this::recordBehindTheGate);

    List<Future<Integer>> results = firstAndThenWaiting(batcher, 5);
    gate.countDown();

    for (Future<Integer> result : results) {
      result.get();
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4), List.of(5));
  }

  @Test
  void aStepThatThrowsFailsTheCallsOfItsBatchAndNoOthers() throws Exception {
    IllegalStateException down = new IllegalStateException("down");
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            1,
            10,
            calls -> {
              recordBehindTheGate(List.of());
              if (calls.size() > 1) {
                calls.getFirst().answer(42);
                throw down;
              }
              calls.getFirst().answer(1);
            });

    List<Future<Integer>> results = firstAndThenWaiting(batcher, 3);
    gate.countDown();

    assertThat(results.getFirst().get()).isEqualTo(1);
    assertThat(results.get(1).get()).isEqualTo(42);
    assertThatThrownBy(results.get(2)::get).hasCause(down);
    assertThatThrownBy(results.get(3)::get).hasCause(down);
    assertThat(batcher.submit(9)).isEqualTo(1);
  }

  @Test
  void eachCallMayFailByItself() {
    IllegalArgumentException odd = new IllegalArgumentException("odd");
    Batcher<Integer, Integer> batcher =
        new Batcher<>(1, 10, calls -> calls.forEach(call -> answerEven(call, odd)));

    assertThat(batcher.submit(2)).isEqualTo(2);
    assertThatThrownBy(() -> batcher.submit(3)).isSameAs(odd);
  }

  private static void answerEven(Call<Integer, Integer> call, RuntimeException otherwise) {
    if (call.item() % 2 == 0) {
      call.answer(call.item());
    } else {
      call.fail(otherwise);
    }
  }

  @Test
  void aCallThatIsLeftOpenFails() {
    Batcher<Integer, Integer> batcher = new Batcher<>(1, 10, calls -> {});

    assertThatThrownBy(() -> batcher.submit(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unanswered");
  }

  @Test
  void aCallCannotBeAnsweredTwice() {
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            1,
            10,
            calls -> {
              calls.getFirst().answer(1);
              calls.getFirst().answer(2);
            });

    assertThat(batcher.submit(1)).isEqualTo(1);
  }

  @Test
  void anInterruptNeitherEndsTheWaitNorIsLost() throws Exception {
    Batcher<Integer, Integer> batcher = new Batcher<>(1, 10, this::recordBehindTheGate);
    Future<Integer> first = threads.submit(() -> batcher.submit(0));
    entered.await();
    List<Integer> result = new ArrayList<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  result.add(batcher.submit(1));
                  result.add(Thread.currentThread().isInterrupted() ? 1 : 0);
                });
    awaitWaiting(batcher, 1);

    waiting.interrupt();
    gate.countDown();
    waiting.join();

    assertThat(first.get()).isZero();
    assertThat(result).containsExactly(-1, 1);
  }

  @Test
  void anotherLaneIsOpenedForAFullRunAndNotBefore() throws Exception {
    Batcher<Integer, Integer> batcher = new Batcher<>(2, 3, this::recordBehindTheGate);
    List<Future<Integer>> results = firstAndThenWaiting(batcher, 2);

    results.add(threads.submit(() -> batcher.submit(3)));
    while (batcher.waiting() > 0) {
      Thread.onSpinWait();
    }
    gate.countDown();

    for (Future<Integer> result : results) {
      result.get();
    }
    assertThat(batches).containsExactlyInAnyOrder(List.of(0), List.of(3, 1, 2));
    assertThat(batcher.submit(4)).isEqualTo(-4);
  }

  @Test
  void lanesRunSideBySideAndNoMoreThanThereAre() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            3,
            2,
            calls -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              calls.forEach(call -> call.answer(call.item()));
              running.decrementAndGet();
            });

    Race.run(
        16,
        lane -> {
          for (int i = 0; i < 500; i++) {
            int item = lane * 1000 + i;
            assertThat(batcher.submit(item)).isEqualTo(item);
          }
          return lane;
        });

    assertThat(most.get()).isBetween(1, 3);
  }

  private void recordBehindTheGate(List<Call<Integer, Integer>> calls) {
    entered.countDown();
    await(gate);
    if (!calls.isEmpty()) {
      batches.add(calls.stream().map(Call::item).toList());
    }
    calls.forEach(call -> call.answer(-call.item()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted at the gate", e);
    }
  }

  /** Call 0 is in the step, the others wait in the order of their numbers. */
  private List<Future<Integer>> firstAndThenWaiting(Batcher<Integer, Integer> batcher, int others)
      throws InterruptedException {
    List<Future<Integer>> results = new ArrayList<>();
    results.add(threads.submit(() -> batcher.submit(0)));
    entered.await();
    for (int number : IntStream.rangeClosed(1, others).toArray()) {
      results.add(threads.submit(() -> batcher.submit(number)));
      awaitWaiting(batcher, number);
    }
    return results;
  }

  private static void awaitWaiting(Batcher<?, ?> batcher, int count) {
    while (batcher.waiting() < count) {
      Thread.onSpinWait();
    }
  }
}
