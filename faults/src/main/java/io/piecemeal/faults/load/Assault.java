package io.piecemeal.faults.load;

import io.piecemeal.harness.proc.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * The rounds of a harness: load, a fault at a random moment, back again, until there were enough or
 * something was found.
 */
public final class Assault {

  private static final Duration PROGRESS = Duration.ofMinutes(10);

  private final Survivor service;
  private final Tally tally;
  private final RandomGenerator random;

  /** An assault on a service. */
  public Assault(Survivor service, Tally tally, RandomGenerator random) {
    this.service = service;
    this.tally = tally;
    this.random = random;
  }

  /** How much is done at most. */
  public record Bounds(
      int clients, int streams, ChunkMix mix, long seed, int rounds, Duration time) {

    /** The same, with so many clients beside that send streams. */
    public Bounds withStreams(int more) {
      return new Bounds(clients, more, mix, seed, rounds, time);
    }
  }

  /** A fault that is thrown and survived, after which the service is up again. */
  @FunctionalInterface
  public interface Fault {
    /** Throws it. */
    void strike() throws IOException, InterruptedException;
  }

  /**
   * Runs rounds, and stops the service at their end.
   *
   * @return how many there were
   */
  public int run(Bounds bounds, Duration longestPause, Fault fault)
      throws IOException, InterruptedException, ExecutionException {
    return run(bounds, longestPause, fault, () -> {});
  }

  /**
   * The same.
   *
   * @param atEnd looks at the service before it is stopped
   */
  public int run(Bounds bounds, Duration longestPause, Fault fault, Runnable atEnd)
      throws IOException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + bounds.time().toNanos();
    int round = 0;
    service.up();
    try (Crew crew =
        Crew.start(
            bounds.clients(),
            bounds.streams(),
            service.site(),
            tally,
            bounds.mix(),
            bounds.seed())) {
      while (round < bounds.rounds() && System.nanoTime() < end && tally.findings().isEmpty()) {
        awaitLoad(crew, bounds.clients());
        // The moment itself is what is random, so there is nothing to await.
        LockSupport.parkNanos(random.nextLong(1, longestPause.toNanos()));
        fault.strike();
        round++;
      }
      if (tally.findings().isEmpty()) {
        crew.finish();
        atEnd.run();
      }
    }
    service.stop();
    return round;
  }

  /** A fault in an idle service is none. */
  private void awaitLoad(Crew crew, int clients)
      throws IOException, InterruptedException, ExecutionException {
    long before = tally.acknowledged();
    crew.requireWorking();
    Waiting.until(
        "chunks are acknowledged",
        PROGRESS,
        () -> tally.acknowledged() >= before + clients || !tally.findings().isEmpty());
  }
}
