package io.piecemeal.faults.command;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.command.Harness.Outcome;
import java.util.List;

/** What a run has to find. */
enum Wanted {
  /** The promise holds. */
  NOTHING(300),
  /** The promise is broken on purpose, and that has to be noticed. */
  FINDINGS(20);

  /** How many faults that takes, unless it is said. */
  final int rounds;

  Wanted(int rounds) {
    this.rounds = rounds;
  }

  /** Whether a run ended as it should. */
  Harness.Verdict judged(String line, List<Finding> findings) {
    boolean found = !findings.isEmpty();
    boolean passed = found == (this == FINDINGS);
    return new Harness.Verdict(line, findings, passed ? Outcome.PASSED : Outcome.FAILED);
  }
}
