package io.piecemeal.faults.command;

import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Mutant;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long faults are thrown at what. */
final class AssaultOptions {

  private static final int MUTANT_ROUNDS = 20;

  @Option(names = "--rounds", description = "How many faults (default 300, and 20 for a mutant)")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--seconds",
      defaultValue = "7200",
      description = "No fault after this time (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "32",
      description = "Sessions at once, half of them with offset (default ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--mutant",
      paramLabel = "NAME",
      description =
          "Throw them at a service that breaks its promise, which has to be noticed: no-fsync or"
              + " late-write")
  private Optional<String> mutant = Optional.empty();

  Assault.Bounds bounds(ChunkMix mix, long seed) {
    return new Assault.Bounds(
        clients, mix, seed, rounds.orElse(defaultRounds()), Duration.ofSeconds(seconds));
  }

  private int defaultRounds() {
    return mutant.isPresent() ? MUTANT_ROUNDS : 300;
  }

  /** What the faults are thrown at. */
  Build chosen(Build build, WorkFolder work) throws IOException {
    if (mutant.isEmpty()) {
      return build;
    }
    Mutant found =
        Mutant.named(mutant.get())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no mutant %s: one of %s".formatted(mutant.get(), Mutant.names())));
    return build.with(found.compile(build.jar(), work.path()));
  }

  /** For a mutant, what is found is what is wanted. */
  Harness.Verdict judged(Harness.Verdict verdict, int rounds, String fault) {
    if (mutant.isEmpty()) {
      return verdict;
    }
    return verdict.findings().isEmpty()
        ? new Harness.Verdict(
            "%s not caught after %d %s; %s".formatted(mutant.get(), rounds, fault, verdict.line()),
            verdict.findings(),
            Harness.Outcome.FAILED)
        : new Harness.Verdict(
            "%s caught after %d %s; %s".formatted(mutant.get(), rounds, fault, verdict.line()),
            verdict.findings(),
            Harness.Outcome.PASSED);
  }
}
