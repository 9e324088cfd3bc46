package io.piecemeal.faults.linear;

import io.piecemeal.faults.linear.Events.Event;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a concurrent history could have happened one call after the other, each at some
 * moment between its invocation and its return.
 *
 * <p>The search is that of J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects",
 * Journal of Parallel and Distributed Computing 17 (1993), with the memory of G. Lowe, "Testing for
 * Linearizability", Concurrency and Computation: Practice and Experience 29(4) (2017): the call
 * that arrives at the same state with the same calls behind it need not go on. Histories of
 * different objects are checked apart, since linearizability is local.
 *
 * @param <S> states of the model
 * @param <C> calls of the model
 */
public final class Linearizability<S, C> {

  private final Model<S, C> model;
  private final List<Timed<C>> history;
  private final Event head;
  private final BitSet done = new BitSet();
  private final Set<Configuration<S>> seen = new HashSet<>();
  private final Deque<Step<S>> steps = new ArrayDeque<>();
  private int definiteLeft;
  private S state;
  private int most;
  private @Nullable Event stuckAt;

  private record Configuration<S>(BitSet done, S state) {}

  private record Step<S>(Event event, S before) {}

  private Linearizability(Model<S, C> model, List<Timed<C>> history) {
    this.model = model;
    this.history = List.copyOf(history);
    this.head = Events.of(history);
    this.state = model.initial();
    this.definiteLeft = (int) history.stream().filter(Timed::isDefinite).count();
  }

  /**
   * Looks for an order.
   *
   * @return empty if there is one; else the call at which every order failed at the latest
   */
  public static <S, C> Optional<Timed<C>> violation(Model<S, C> model, List<Timed<C>> history) {
    return new Linearizability<>(model, history).search();
  }

  private Optional<Timed<C>> search() {
    Event event = head.next();
    while (definiteLeft > 0) {
      if (event != null && event.isInvocation()) {
        event = tryAsNext(event) ? head.next() : event.next();
      } else {
        // A call has returned that can be nowhere before its return.
        noteStuck(event);
        if (steps.isEmpty()) {
          return Optional.ofNullable(stuckAt).map(stuck -> history.get(stuck.call));
        }
        event = goBack().next();
      }
    }
    return Optional.empty();
  }

  private boolean tryAsNext(Event event) {
    Optional<S> next = model.after(state, history.get(event.call).call());
    if (next.isEmpty()) {
      return false;
    }
    done.set(event.call);
    if (!seen.add(new Configuration<>((BitSet) done.clone(), next.get()))) {
      done.clear(event.call);
      return false;
    }
    steps.push(new Step<>(event, state));
    state = next.get();
    event.lift();
    count(event, -1);
    return true;
  }

  private Event goBack() {
    Step<S> last = steps.pop();
    last.event().putBack();
    count(last.event(), 1);
    done.clear(last.event().call);
    state = last.before();
    return last.event();
  }

  private void count(Event event, int change) {
    if (history.get(event.call).isDefinite()) {
      definiteLeft += change;
    }
  }

  private void noteStuck(@Nullable Event event) {
    if (event != null && (stuckAt == null || done.cardinality() > most)) {
      most = done.cardinality();
      stuckAt = event;
    }
  }
}
