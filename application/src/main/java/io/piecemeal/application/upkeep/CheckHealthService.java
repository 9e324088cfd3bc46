package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final Duration ONE_LINE_IN = Duration.ofSeconds(10);
  private static final int KINDS = 20;

  /** By what was asked. */
  private final Map<String, Verdict> last = new ConcurrentHashMap<>();

  private final RareLines lines = new RareLines(ONE_LINE_IN, KINDS);
  private final LongSupplier nanos;
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
    this.nanos = nanos;
    this.database = new SharedProbe<>(() -> verdict("database", ledger::probe), executor, nanos);
    this.storage = new SharedProbe<>(() -> verdict("storage", store::probe), executor, nanos);
    this.collection = new SharedProbe<>(this::compare, executor, nanos);
  }

  @Override
  public Health check() {
    Verdict ledger = inTime("database", database);
    return new Health(ledger, inTime("storage", storage), collection(ledger));
  }

  private Verdict inTime(String name, SharedProbe<Verdict> probe) {
    return probe
        .result(PATIENCE)
        .orElseGet(
            () -> {
              say(name + " has not answered for " + PATIENCE, "", List.of());
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
      warn("high-water marks cannot be compared", e);
      return Collection.UNKNOWN;
    }
  }

  private Verdict verdict(String name, Runnable probe) {
    Verdict found = ask(name, probe);
    Verdict before = last.put(name, found);
    if (found == Verdict.UP && before != null && before != Verdict.UP) {
      LOG.log(Level.INFO, name + " answers again");
    }
    return found;
  }

  private Verdict ask(String name, Runnable probe) {
    try {
      probe.run();
      return Verdict.UP;
    } catch (StorageFailure.ReadOnly e) {
      warn(name + " is read-only until the process is restarted", e);
      return Verdict.READ_ONLY;
    } catch (StorageFailure e) {
      warn(name + " does not answer", e);
      return Verdict.DOWN;
    }
  }

  private void warn(String what, StorageFailure failure) {
    LOG.log(Level.DEBUG, what, failure);
    say(what, ": " + Reasons.of(failure), Reasons.kind(failure));
  }

  /** Probes come as often as somebody asks for them. */
  private void say(String what, String reason, List<Class<?>> kind) {
    OptionalLong leftOut = lines.admit(List.of(what, kind), nanos.getAsLong());
    if (leftOut.isPresent()) {
      LOG.log(
          Level.WARNING,
          what + reason + "; %d more of this kind since".formatted(leftOut.getAsLong()));
    }
  }
}
