package io.piecemeal.faults.command;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.target.Build;
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

  /** What came of a run. */
  record Verdict(String line, List<Finding> findings) {}

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
      Verdict verdict = run(work, Build.of(home()), chosen);
      conclude(work, verdict);
      say(
          "%s: %s seed=%d seconds=%d"
              .formatted(
                  spec.name(),
                  verdict.line(),
                  chosen,
                  (System.nanoTime() - start) / 1_000_000_000));
      return verdict.findings().isEmpty() ? 0 : 1;
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
    if (verdict.findings().isEmpty()) {
      return;
    }
    work.keep();
    List<String> lines = verdict.findings().stream().map(Finding::toString).toList();
    Files.write(work.path().resolve("findings.txt"), lines);
    lines.forEach(this::say);
    say("the evidence is in " + work.path());
  }
}
