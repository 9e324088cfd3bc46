package io.piecemeal.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A client of several nodes, as a load balancer makes of any client: what one node does not take,
 * the next one is sent. It fails where none takes a request.
 */
final class RetryingClient {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final List<Caller> nodes;
  private final LongAdder answers = new LongAdder();
  private final LongAdder retries = new LongAdder();

  RetryingClient(List<Caller> nodes) {
    this.nodes = new CopyOnWriteArrayList<>(nodes);
  }

  /** Calls another one in the place of one that was stopped. */
  void use(int index, Caller node) {
    nodes.set(index, node);
  }

  /** Sends a request that may be sent twice, to the first node of its choice that takes it. */
  Answer call(int first, Function<Caller, Answer> request) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = first; System.nanoTime() < end; attempt++) {
      try {
        Answer answer = request.apply(nodes.get(attempt % nodes.size()));
        if (answer.status() != 503) {
          answers.increment();
          return answer;
        }
      } catch (UncheckedIOException refusedOrCutOff) {
        // This node stops, or has stopped: it is the other's turn.
      }
      retries.increment();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("no node took a request within " + PATIENCE);
  }

  /** Waits until there were so many more answers. */
  void awaitAnswers(int more) throws Exception {
    long before = answers.sum();
    Await.until("requests are answered", PATIENCE, () -> answers.sum() >= before + more);
  }

  /** How often a request was sent again. */
  long retries() {
    return retries.sum();
  }
}
