package io.piecemeal.faults.flood;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.flood.Bystander.Visit;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.proc.ProcessTree;
import io.piecemeal.harness.work.WorkFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Floods one service in each way there is. Throughout, another owner is to be answered within a
 * second, or within twice the time that it took before; and afterwards as well, without a restart.
 */
public final class FloodRun {

  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final Duration BETWEEN_VISITS = Duration.ofMillis(200);
  private static final int VISITS_BEFORE = 20;
  private static final int CHUNKS = 16;
  private static final String CHUNK = "{\"data\":\"" + "A".repeat(5_592_404) + "\"}";
  private static final double MEGA = 1e6;

  /**
   * Of each owner, in MiB; as much again may be there of the bystander and of what is under way.
   */
  private static final long QUOTA = 512;

  private final Path data;
  private final Target target;
  private final Consumer<String> report;
  private final List<Finding> findings = new ArrayList<>();
  private Duration worst = Duration.ZERO;

  /**
   * Starts the service.
   *
   * @param descriptors how many files and connections it may have open
   * @param report takes a line for each attack
   */
  public FloodRun(WorkFolder folder, Build build, int descriptors, Consumer<String> report)
      throws IOException, InterruptedException {
    this.data = folder.newFolder("data");
    ProcessBuilder command = build.on(data, "--quota-bytes", QUOTA + "MiB");
    command.environment().put("PIECEMEAL_API_KEYS", Flood.OWNERS + "," + Bystander.OWNER);
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"));
    limited.addAll(command.command());
    this.target = Target.start(folder, "service", command.command(limited));
    this.report = report;
  }

  /**
   * Throws each attack for some time.
   *
   * @param only the name of the one that is wanted, or empty for all
   */
  public List<Finding> run(String only, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    Bystander bystander = new Bystander(target.port());
    bystander.visit(VISITS_BEFORE);
    Flood quiet = new Flood(target.port());
    String file = largeSession(quiet);
    quiet.call("POST", "/uploads/" + file + "/complete", "");
    for (var attack : Attacks.all(file, largeSession(quiet)).entrySet()) {
      if (only.isEmpty() || only.equals(attack.getKey())) {
        withstand(attack.getKey(), attack.getValue(), bystander, time);
      }
    }
    target.stop();
    return findings;
  }

  /** The slowest answer that the other owner got during any attack. */
  public Duration worst() {
    return worst;
  }

  private void withstand(String name, Attack attack, Bystander bystander, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    Visit before = bystander.visit(VISITS_BEFORE);
    Duration bound = longer(PROMPT, before.slowest().multipliedBy(2));
    Flood flood = new Flood(target.port());
    // Each on a thread of its own: the common pool may have one only, and would take turns.
    CompletableFuture<Void> attacker =
        CompletableFuture.runAsync(() -> attack(attack, flood), Thread.ofVirtual()::start);
    CompletableFuture<Visit> visits =
        CompletableFuture.supplyAsync(
            () -> visitUntil(bystander, flood), Thread.ofVirtual()::start);
    if (flood.isOverAfter(time)) {
      throw new IllegalStateException("an attack ends with its time only");
    }
    flood.end();
    attacker.get();
    Visit during = visits.get();
    Visit after = bystander.visit(VISITS_BEFORE);
    judge(name + ", during", during, bound);
    judge(name + ", after", after, bound);
    worst = longer(worst, during.slowest());
    long stored = storedBytes();
    if (stored > ((2 * QUOTA) << 20)) {
      findings.add(new Finding(Kind.INCONSISTENT, name, "stored beyond the quota: " + stored));
    }
    report.accept(
        "%s: answers=%d failed=%d slowest-ms: before=%d during=%d after=%d; peak-rss-mb=%.0f stored-mb=%.0f"
            .formatted(
                name,
                during.answers(),
                during.failures().size(),
                before.slowest().toMillis(),
                during.slowest().toMillis(),
                after.slowest().toMillis(),
                new ProcessTree(target.pid()).peakOfRoot() / MEGA,
                stored / MEGA));
  }

  private void judge(String when, Visit visit, Duration bound) {
    if (!target.isAlive()) {
      findings.add(new Finding(Kind.INCONSISTENT, when, "the service has ended"));
    }
    visit.failures().stream()
        .limit(3)
        .forEach(failure -> findings.add(new Finding(Kind.INCONSISTENT, when, failure)));
    if (visit.slowest().compareTo(bound) > 0) {
      findings.add(
          new Finding(
              Kind.INCONSISTENT,
              when,
              "an answer took %d ms, bound %d ms"
                  .formatted(visit.slowest().toMillis(), bound.toMillis())));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void attack(Attack attack, Flood flood) {
    try {
      attack.run(flood);
    } catch (IOException failure) {
      throw new IllegalStateException("the attack could not be prepared", failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Visit visitUntil(Bystander bystander, Flood flood) {
    try {
      return bystander.visitUntil(flood, BETWEEN_VISITS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** An upload session of the attacking owner, with some 67 MB. */
  private String largeSession(Flood quiet) throws IOException {
    String id = quiet.open();
    for (int i = 0; i < CHUNKS; i++) {
      quiet.call("PUT", "/uploads/" + id, CHUNK);
    }
    return id;
  }

  /** What lies on the disk beside the database. */
  private long storedBytes() throws IOException {
    try (Stream<Path> entries = Files.walk(data)) {
      return entries
          .filter(entry -> !entry.startsWith(data.resolve("postgres")))
          .map(Path::toFile)
          .filter(File::isFile)
          // 0 for one that is deleted meanwhile.
          .mapToLong(File::length)
          .sum();
    } catch (UncheckedIOException deleted) {
      throw deleted.getCause();
    }
  }
}
