package io.piecemeal.faults.command;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all harnesses have in common: a work folder, a seed, one line, and evidence. */
abstract class Harness implements Callable<Integer> {

  @Option(
      names = "--seed",
      description = "Chooses what is random, as far as time lets it (default: another each time)")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where servers keep their files, in a fresh folder (default faults/target/work)")
  private Optional<Path> parent = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** Whether a run ended as it should. */
  enum Outcome {
    PASSED,
    FAILED
  }

  /** What came of a run. */
  record Verdict(String line, List<Finding> findings, Outcome outcome) {

    /** Passed if nothing was found. */
    Verdict(String line, List<Finding> findings) {
      this(line, findings, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED);
    }
  }

  @Override
  public final Integer call() throws IOException, InterruptedException, ExecutionException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      say("%s: skipped: %s".formatted(spec.name(), missing.get()));
      return 0;
    }
    long chosen = seed.orElseGet(() -> System.nanoTime() & Integer.MAX_VALUE);
    Path folder = parent.orElse(home().resolve("faults/target/work"));
    long start = System.nanoTime();
    try (WorkFolder work = WorkFolder.create(folder, spec.name() + "-")) {
      work.closeAtExit();
      Verdict verdict = runOrKeep(work, chosen);
      conclude(work, verdict);
      say(
          "%s: %s seed=%d seconds=%d"
              .formatted(
                  spec.name(),
                  verdict.line(),
                  chosen,
                  (System.nanoTime() - start) / 1_000_000_000));
      return verdict.outcome() == Outcome.PASSED ? 0 : 1;
    }
  }

  private Verdict runOrKeep(WorkFolder work, long chosen)
      throws IOException, InterruptedException, ExecutionException {
    try {
      return run(work, Build.of(home()), chosen);
    } catch (IOException | InterruptedException | ExecutionException | RuntimeException failure) {
      work.keep();
      say(
          "%s: failed with seed %d; the evidence is in %s"
              .formatted(spec.name(), chosen, work.path()));
      throw failure;
    }
  }

  /** What the machine lacks; then the run is skipped. */
  Optional<String> missing() {
    return Optional.empty();
  }

  abstract Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException;

  final void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** The root of the checkout, as the launcher says. */
  static Path home() {
    return Path.of(System.getProperty("piecemeal.home", "")).toAbsolutePath().normalize();
  }

  private void conclude(WorkFolder work, Verdict verdict) throws IOException {
    List<String> lines = verdict.findings().stream().map(Finding::toString).toList();
    lines.forEach(this::say);
    if (verdict.outcome() == Outcome.PASSED) {
      return;
    }
    work.keep();
    Path _ = Files.write(work.path().resolve("findings.txt"), lines);
    say("the evidence is in " + work.path());
  }
}
