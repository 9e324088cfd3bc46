package io.piecemeal.faults.history;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.linear.Timed;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Episodes on many files, several at a time, each of which has to be linearizable. */
public final class HistoryRun {

  private static final int AT_ONCE = 4;
  private static final int PLAYERS = 5;
  private static final int FEWEST_CALLS = 8;
  private static final int MOST_CALLS = 36;
  private static final Duration BETWEEN_CUTS = Duration.ofMillis(700);

  private final WorkFolder folder;
  private final Nodes nodes;
  private final long seed;
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong ambiguous = new AtomicLong();
  private final AtomicInteger lateFacts = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  /** A run on services that are up. */
  public HistoryRun(WorkFolder folder, Nodes nodes, long seed) {
    this.folder = folder;
    this.nodes = nodes;
    this.seed = seed;
  }

  /** Plays until there were enough operations, too much time has passed or something was found. */
  public void run(long enough, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<?>> stages = new ArrayList<>();
    for (int stage = 0; stage < AT_ONCE; stage++) {
      stages.add(
          threads.submit(
              () -> {
                while (operations.get() < enough && System.nanoTime() < end && findings.isEmpty()) {
                  playOne(files.incrementAndGet());
                }
                return null;
              }));
    }
    while (stages.stream().anyMatch(stage -> !stage.isDone())) {
      // Cuts come by the clock, so there is nothing to await.
      LockSupport.parkNanos(BETWEEN_CUTS.toNanos());
      nodes.cutOneConnection();
      cuts.incrementAndGet();
    }
    for (Future<?> stage : stages) {
      stage.get();
    }
    threads.shutdown();
  }

  /** What was found. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** All figures, for the one line. */
  public String figures() {
    return "operations=%d files=%d ambiguous=%d connections-cut=%d late-facts=%d not-linearizable=%d"
        .formatted(
            operations.get(),
            files.get(),
            ambiguous.get(),
            cuts.get(),
            lateFacts.get(),
            findings.size());
  }

  private void playOne(int number) throws IOException, InterruptedException, ExecutionException {
    Optional<String> id = open();
    if (id.isEmpty()) {
      return;
    }
    SplittableRandom random = new SplittableRandom(seed + number);
    SentParts sent = new SentParts(seed, number);
    Recorder recorder = new Recorder(id.get(), sent);
    Episode episode = new Episode(recorder, sent);
    List<Future<?>> players = new ArrayList<>();
    for (int player = 0; player < PLAYERS; player++) {
      int port = port(player);
      int calls = random.nextInt(FEWEST_CALLS, MOST_CALLS);
      SplittableRandom own = random.split();
      players.add(threads.submit(() -> episode.play(port, calls, own)));
    }
    for (Future<?> player : players) {
      player.get();
    }
    episode.close(port(0));
    check(recorder);
  }

  private int port(int client) {
    return nodes.targets().get(client % nodes.targets().size()).port();
  }

  private Optional<String> open() {
    try (Caller caller = new Caller(port(files.get()))) {
      return new FileCalls(caller).open() instanceof Answer.Done done
          ? Optional.of(done.body().path("file_id").asText())
          : Optional.empty();
    }
  }

  private void check(Recorder recorder) throws IOException {
    List<Timed<FileCall>> history = recorder.history();
    operations.addAndGet(history.size());
    ambiguous.addAndGet(history.stream().filter(timed -> timed.returned() == Timed.NEVER).count());
    Explanation explanation = Explanation.of(history);
    if (explanation.timing() == Explanation.Timing.LATER) {
      lateFacts.incrementAndGet();
    }
    Optional<Timed<FileCall>> violation = explanation.violation();
    if (violation.isPresent()) {
      Path file = folder.path().resolve("history-" + recorder.id() + ".txt");
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
              recorder.id(),
              "no order explains %s; see %s".formatted(violation.get(), file)));
    }
  }
}
