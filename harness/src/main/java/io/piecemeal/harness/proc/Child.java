package io.piecemeal.harness.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that this process started, and ends. What it says goes to a log file. */
public final class Child implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int LAST_WORDS = 20;

  /** By itself, by SIGKILL or by SIGTERM. */
  private static final Set<Integer> ENDED_AS_ASKED = Set.of(0, 128 + 9, 128 + 15);

  private final Process process;
  private final Path log;
  private final CompletableFuture<MatchResult> ready = new CompletableFuture<>();

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a program.
   *
   * @param ready what the line looks like by which it says that it is ready
   */
  public static Child start(ProcessBuilder builder, Path log, Pattern ready) throws IOException {
    Child child = new Child(builder.redirectErrorStream(true).start(), log);
    Thread.ofPlatform().daemon().name("log of " + log).start(() -> child.drain(ready));
    return child;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits for the line that says that it is ready.
   *
   * @throws IOException if it ends before, or does not say so in time; its message has the last
   *     lines of the log, and of one that still runs, what its threads do
   */
  public MatchResult awaitReady(Duration limit) throws IOException, InterruptedException {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw new IOException(
          "ended with exit code %d before it was ready, and said last:%n%s"
              .formatted(process.waitFor(), lastWords()),
          failure);
    } catch (TimeoutException failure) {
      throw new IOException(
          "not ready within %d s, and said last:%n%s%nIts threads:%n%s"
              .formatted(limit.toSeconds(), lastWords(), ThreadDump.of(pid())),
          failure);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** It and all that descend from it, now. */
  public List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Kills it alone, at once, and waits until it has ended. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Asks it to end.
   *
   * @return its exit code
   * @throws IOException if it still runs after two minutes
   */
  public int end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("still runs:%n%s".formatted(ThreadDump.of(pid())));
    }
    return process.exitValue();
  }

  /**
   * Asks it to end, waits, and kills it with its descendants if it does not. Says what it said last
   * if it had broken down before.
   */
  @Override
  public void close() {
    if (!process.isAlive() && !ENDED_AS_ASKED.contains(process.exitValue())) {
      System.err.printf(
          "%s had ended with exit code %d, and said last:%n%s%n",
          "The program of " + log, process.exitValue(), lastWords());
    }
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read: " + e;
    }
  }

  private void drain(Pattern pattern) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer out = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(line + "\n");
        out.flush();
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          ready.complete(matcher.toMatchResult());
        }
      }
      ready.completeExceptionally(new IOException("it ended"));
    } catch (IOException failure) {
      ready.completeExceptionally(failure);
    }
  }
}
