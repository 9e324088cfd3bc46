package io.piecemeal.faults.history;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Episodes on many files, several at a time. Each has to be linearizable. */
public final class HistoryRun {

  private static final int AT_ONCE = 4;
  private static final int PLAYERS = 5;
  private static final int FEWEST_CALLS = 8;
  private static final int MOST_CALLS = 36;
  private static final Duration BETWEEN_CUTS = Duration.ofMillis(700);

  private final HistoryTally tally;
  private final Nodes nodes;
  private final long seed;
  private final AtomicInteger files = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  /** A run on services that are up. */
  public HistoryRun(WorkFolder folder, Nodes nodes, long seed) {
    this.tally = new HistoryTally(folder.path());
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
                while (tally.operations() < enough
                    && System.nanoTime() < end
                    && tally.findings().isEmpty()) {
                  playOne(files.incrementAndGet());
                }
                return null;
              }));
    }
    while (stages.stream().anyMatch(stage -> !stage.isDone())) {
      // Cuts come by the clock, so there is nothing to await.
      LockSupport.parkNanos(BETWEEN_CUTS.toNanos());
      nodes.cutOneConnection();
      tally.cutAConnection();
    }
    for (Future<?> stage : stages) {
      stage.get();
    }
    threads.shutdown();
  }

  /** What was found. */
  public List<Finding> findings() {
    return tally.findings();
  }

  /** How many operations were checked. */
  public long operations() {
    return tally.operations();
  }

  /** All figures, for the one line. */
  public String figures() {
    return tally.figures();
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
    tally.check(recorder);
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
}
