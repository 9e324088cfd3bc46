package io.piecemeal.faults.command;

import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Mutant;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A service that breaks its promise, to prove that this is noticed. */
final class MutantOption {

  @Option(
      names = "--mutant",
      paramLabel = "NAME",
      description =
          "Use a service that breaks its promise, which has to be noticed: no-fsync, late-write or"
              + " blind-append")
  private Optional<Mutant> mutant = Optional.empty();

  /** What a run is for. */
  Wanted wanted() {
    return mutant.isPresent() ? Wanted.FINDINGS : Wanted.NOTHING;
  }

  /** What the faults are thrown at. */
  Build chosen(Build build, WorkFolder work) throws IOException {
    return mutant.isPresent() ? build.with(mutant.get().compile(build.jar(), work.path())) : build;
  }

  /**
   * For a mutant, what is found is what is wanted.
   *
   * @param after how much it took, such as "3 kills"
   */
  Harness.Verdict judged(Harness.Verdict verdict, String after) {
    if (mutant.isEmpty()) {
      return verdict;
    }
    boolean caught = !verdict.findings().isEmpty();
    return wanted()
        .judged(
            "%s %s after %s; %s"
                .formatted(mutant.get(), caught ? "caught" : "not caught", after, verdict.line()),
            verdict.findings());
  }
}
