package io.piecemeal.faults.history;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.linear.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Checks histories when they have ended, counts, and keeps those that nothing explains. */
final class HistoryTally {

  private final Path folder;
  private final LongAdder files = new LongAdder();
  private final LongAdder operations = new LongAdder();
  private final LongAdder ambiguous = new LongAdder();
  private final LongAdder lateFacts = new LongAdder();
  private final LongAdder cuts = new LongAdder();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

  /**
   * @param folder where histories are kept that nothing explains
   */
  HistoryTally(Path folder) {
    this.folder = folder;
  }

  void check(Recorder recorder) throws IOException {
    List<Timed<FileCall>> history = recorder.history();
    files.increment();
    operations.add(history.size());
    ambiguous.add(history.stream().filter(timed -> timed.returned() == Timed.NEVER).count());
    Explanation explanation = Explanation.of(history);
    Optional<Timed<FileCall>> violation = explanation.violation();
    if (violation.isPresent()) {
      keep(recorder.id(), history, violation.get());
    } else if (explanation.timing() == Explanation.Timing.LATER) {
      lateFacts.increment();
    }
  }

  private void keep(String id, List<Timed<FileCall>> history, Timed<FileCall> violation)
      throws IOException {
    Path file = folder.resolve("history-" + id + ".txt");
    Path _ =
        Files.write(
            file,
            history.stream()
                .sorted(Comparator.comparingLong(Timed::invoked))
                .map(Timed::toString)
                .toList());
    findings.add(
        new Finding(
            Finding.Kind.INCONSISTENT,
            id,
            "no order explains %s; see %s".formatted(violation, file)));
  }

  void cutAConnection() {
    cuts.increment();
  }

  long operations() {
    return operations.sum();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  String figures() {
    return "operations=%d files=%d ambiguous=%d connections-cut=%d late-facts=%d not-linearizable=%d"
        .formatted(
            operations.sum(),
            files.sum(),
            ambiguous.sum(),
            cuts.sum(),
            lateFacts.sum(),
            findings.size());
  }
}
