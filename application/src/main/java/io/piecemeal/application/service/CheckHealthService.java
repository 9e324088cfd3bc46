package io.piecemeal.application.service;

import io.piecemeal.application.port.in.CheckHealth;
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

  public CheckHealthService(LedgerProbe ledger, ChunkStore store) {
    this.ledger = ledger;
    this.store = store;
  }

  @Override
  public Health check() {
    return new Health(verdict("database", ledger::probe), verdict("storage", store::probe));
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
