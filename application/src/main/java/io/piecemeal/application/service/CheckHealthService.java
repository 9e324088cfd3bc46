package io.piecemeal.application.service;

import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.StorageFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tries the ledger and the store. */
public final class CheckHealthService implements CheckHealth {

  private static final Logger LOG = System.getLogger(CheckHealthService.class.getName());

  private final LedgerProbe ledger;
  private final ChunkStore store;
  private final WatchHighWater highWater;

  public CheckHealthService(LedgerProbe ledger, ChunkStore store, WatchHighWater highWater) {
    this.ledger = ledger;
    this.store = store;
    this.highWater = highWater;
  }

  @Override
  public Health check() {
    Verdict database = verdict("database", ledger::probe);
    return new Health(database, verdict("storage", store::probe), collection(database));
  }

  /** A ledger that does not answer is not asked twice. */
  private Collection collection(Verdict database) {
    if (database != Verdict.UP) {
      return Collection.UNKNOWN;
    }
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
