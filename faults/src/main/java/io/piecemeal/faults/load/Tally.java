package io.piecemeal.faults.load;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all clients together did and found. */
public final class Tally {

  private final LongAdder operations = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder ambiguous = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder announced = new LongAdder();
  private final LongAdder checks = new LongAdder();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

  private final Map<String, Set<Stage>> reached = new ConcurrentHashMap<>();

  void operation() {
    operations.increment();
  }

  void acknowledgedChunk() {
    acknowledged.increment();
  }

  void ambiguous() {
    ambiguous.increment();
  }

  void retriedWithOffset() {
    retried.increment();
  }

  /** An offset was told before the answer. */
  void announced() {
    announced.increment();
  }

  /** It was acknowledged that a file has come so far in its life. */
  void reached(String file, Stage stage) {
    reached.computeIfAbsent(file, _ -> ConcurrentHashMap.newKeySet()).add(stage);
  }

  /** How far files have come by what was acknowledged, by their ids. */
  public Map<String, Set<Stage>> reached() {
    return Map.copyOf(reached);
  }

  void checked() {
    checks.increment();
  }

  /** Keeps what was found. */
  public void found(Collection<Finding> more) {
    findings.addAll(more);
  }

  /** Chunks that were acknowledged, each once. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** Requests that had an answer, or will never have one. */
  public long operations() {
    return operations.sum();
  }

  /** What was found. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** All figures, for the one line. */
  public String figures() {
    return "operations=%d acknowledged=%d ambiguous=%d retried=%d announced=%d checks=%d lost=%d doubled=%d damaged=%d other=%d"
        .formatted(
            operations.sum(),
            acknowledged.sum(),
            ambiguous.sum(),
            retried.sum(),
            announced.sum(),
            checks.sum(),
            count(Finding.Kind.LOST),
            count(Finding.Kind.DOUBLED),
            count(Finding.Kind.DAMAGED),
            count(Finding.Kind.MISPLACED)
                + count(Finding.Kind.FOREIGN)
                + count(Finding.Kind.INCONSISTENT));
  }

  private long count(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}
