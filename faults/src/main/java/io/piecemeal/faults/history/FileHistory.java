package io.piecemeal.faults.history;

import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Timed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The history of one file, for those who make its calls one by one. For several threads. */
public final class FileHistory {

  private final Recorder recorder;
  private final SentParts sent;

  /**
   * A history of a file that was just opened.
   *
   * @param id what the service calls it
   * @param file counts the files of the run
   */
  public FileHistory(String id, long seed, int file) {
    this.sent = new SentParts(seed, file);
    this.recorder = new Recorder(id, sent);
  }

  /** What the service calls it. */
  public String id() {
    return recorder.id();
  }

  /** Appends another chunk; says what came of it, or that it was not done. */
  public String append(FileCalls calls, int length, OptionalLong offset) {
    Input input =
        offset.isPresent()
            ? new Input.AppendAt(sent.next(length), offset.getAsLong())
            : new Input.Append(sent.next(length));
    return recorder.make(calls, input).map(Result::toString).orElse("not done");
  }

  /** Reads everything; nobody changes anything meanwhile. */
  public void look(FileCalls calls) {
    for (Input input :
        List.of(new Input.ReadFacts(), new Input.ReadLedger(), new Input.ReadContent())) {
      if (recorder.make(calls, input).isEmpty()) {
        throw new IllegalStateException("file %s: no answer to %s".formatted(id(), input));
      }
    }
  }

  /** Whether an append has an outcome that nobody knows. */
  public boolean isAmbiguous() {
    return recorder.history().stream().anyMatch(timed -> timed.returned() == Timed.NEVER);
  }

  /** Whether an append was answered with facts that were true only after it. */
  public boolean hasLateFacts() {
    return Explanation.of(recorder.history()).timing() == Explanation.Timing.LATER;
  }

  /** What no order explains; empty if everything is explained. */
  public Optional<String> violation() {
    return Explanation.of(recorder.history())
        .violation()
        .map(call -> "no order explains %s in:%n%s".formatted(call, this));
  }

  @Override
  public String toString() {
    return recorder.history().stream()
        .sorted(Comparator.comparingLong(Timed::invoked))
        .map(Timed::toString)
        .collect(Collectors.joining("\n"));
  }
}
