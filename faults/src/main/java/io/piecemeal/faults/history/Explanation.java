package io.piecemeal.faults.history;

import io.piecemeal.faults.history.FileCall.Effect;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Linearizability;
import io.piecemeal.faults.linear.Timed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a file's history can be explained.
 *
 * @param violation the call that nothing explains; empty if all is explained
 * @param timing when the facts in the answers to appends were true
 */
record Explanation(Optional<Timed<FileCall>> violation, Timing timing) {

  /** When the facts in an answer were true. */
  enum Timing {
    /** At the moment of the append itself. */
    AT_ONCE,
    /**
     * Later, though before the answer: the service lost the answer of its commit, settled it, and
     * told what the file was by then. Another caller's chunk may be counted in that.
     */
    LATER
  }

  static Explanation of(List<Timed<FileCall>> history) {
    Optional<Timed<FileCall>> strict = Linearizability.violation(new FileModel(), history);
    if (strict.isEmpty()) {
      return new Explanation(strict, Timing.AT_ONCE);
    }
    List<Timed<FileCall>> apart = history.stream().flatMap(Explanation::apart).toList();
    return new Explanation(Linearizability.violation(new FileModel(), apart), Timing.LATER);
  }

  /** An append, and a look at the facts by itself. */
  private static Stream<Timed<FileCall>> apart(Timed<FileCall> timed) {
    FileCall call = timed.call();
    boolean append = call.input() instanceof Input.Append || call.input() instanceof Input.AppendAt;
    if (append && call.result() instanceof Result.Facts facts && facts.effect() == Effect.DONE) {
      return Stream.of(
          at(timed, new FileCall(call.input(), new Result.Done())),
          at(timed, new FileCall(new Input.ReadFacts(), facts)));
    }
    return Stream.of(timed);
  }

  private static Timed<FileCall> at(Timed<FileCall> when, FileCall call) {
    return new Timed<>(call, when.invoked(), when.returned());
  }
}
