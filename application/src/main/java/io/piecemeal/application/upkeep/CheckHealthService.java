package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Tries the ledger and the store, on threads of their own: what one of them does not answer in time
 * is down, and is not asked again before it has answered.
 */
public final class CheckHealthService implements CheckHealth {

  private static final Logger LOG = System.getLogger(CheckHealthService.class.getName());

  /** For each of three probes, so that the answer is there within {@link CheckHealth#LIMIT}. */
  private static final Duration PATIENCE = LIMIT.dividedBy(3);

  private final WatchHighWater highWater;
  private final SharedProbe<Verdict> database;
  private final SharedProbe<Verdict> storage;
  private final SharedProbe<Collection> collection;

  /**
   * @param executor runs each probe on a thread of its own, which may be stuck for ever; at most
   *     three are at once
   * @param nanos a clock as {@link System#nanoTime()}
   */
  public CheckHealthService(
      LedgerProbe ledger,
      StoreHealth store,
      WatchHighWater highWater,
      Executor executor,
      LongSupplier nanos) {
    this.highWater = highWater;
    this.database = new SharedProbe<>(() -> verdict("database", ledger::probe), executor, nanos);
    this.storage = new SharedProbe<>(() -> verdict("storage", store::probe), executor, nanos);
    this.collection = new SharedProbe<>(this::compare, executor, nanos);
  }

  @Override
  public Health check() {
    Verdict ledger = inTime("database", database);
    return new Health(ledger, inTime("storage", storage), collection(ledger));
  }

  private static Verdict inTime(String name, SharedProbe<Verdict> probe) {
    return probe
        .result(PATIENCE)
        .orElseGet(
            () -> {
              LOG.log(Level.WARNING, "{0} has not answered for {1}", name, PATIENCE);
              return Verdict.DOWN;
            });
  }

  /** A ledger that does not answer is not asked twice. */
  private Collection collection(Verdict database) {
    return database == Verdict.UP
        ? collection.result(PATIENCE).orElse(Collection.UNKNOWN)
        : Collection.UNKNOWN;
  }

  private Collection compare() {
    try {
      return switch (highWater.compare().standing()) {
        case AGREED -> Collection.ON;
        case HELD -> Collection.HELD;
      };
    } catch (StorageFailure e) {
      LOG.log(Level.WARNING, "high-water marks cannot be compared", e);
      return Collection.UNKNOWN;
    }
  }

  private static Verdict verdict(String name, Runnable probe) {
    try {
      probe.run();
      return Verdict.UP;
    } catch (StorageFailure.ReadOnly e) {
      LOG.log(Level.WARNING, name + " is read-only until the process is restarted", e);
      return Verdict.READ_ONLY;
    } catch (StorageFailure e) {
      LOG.log(Level.WARNING, name + " does not answer", e);
      return Verdict.DOWN;
    }
  }
}
